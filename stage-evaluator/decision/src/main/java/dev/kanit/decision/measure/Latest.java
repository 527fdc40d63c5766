package dev.kanit.decision.measure;

import dev.kanit.decision.plan.Signal;
import java.util.Arrays;

/**
 * The newest reading of every signal, and since when it has been missing. Immutable: arrays are
 * never written after construction.
 */
public final class Latest {

    /** Stands for "not missing" and "no samples asked for". */
    public static final long NONE = -1;

    private final long takenAtMillis;
    private final double[] canary;
    private final double[] baseline;
    private final double[] remembered;
    private final long[] samples;
    private final Absence[] absence;
    private final long[] missingSinceMillis;

    /** Arrays are taken over, one entry per signal. For restoring; else see {@link #with}. */
    public Latest(
            long takenAtMillis,
            double[] canary,
            double[] baseline,
            double[] remembered,
            long[] samples,
            Absence[] absence,
            long[] missingSinceMillis) {
        this.takenAtMillis = takenAtMillis;
        this.canary = canary;
        this.baseline = baseline;
        this.remembered = remembered;
        this.samples = samples;
        this.absence = absence;
        this.missingSinceMillis = missingSinceMillis;
    }

    static Latest none(int signals, long startMillis) {
        double[] unknown = new double[signals];
        Arrays.fill(unknown, Double.NaN);
        long[] noSamples = new long[signals];
        Arrays.fill(noSamples, NONE);
        long[] missing = new long[signals];
        Arrays.fill(missing, startMillis);
        Absence[] absence = new Absence[signals];
        Arrays.fill(absence, Absence.NO_DATA);
        return new Latest(startMillis, unknown, unknown, unknown, noSamples, absence, missing);
    }

    /** When the newest snapshot was taken; the rollout's start before the first one. */
    public long takenAtMillis() {
        return takenAtMillis;
    }

    public int size() {
        return canary.length;
    }

    /** Value in the signal's unit; NaN when {@link #absence} is not {@link Absence#PRESENT}. */
    public double canary(int signal) {
        return canary[signal];
    }

    /** The baseline's newest reading; NaN when there is none. */
    public double baseline(int signal) {
        return baseline[signal];
    }

    /** The baseline's remembered level, an exponential mean; NaN before the first reading. */
    public double remembered(int signal) {
        return remembered[signal];
    }

    /** Events behind the value; {@link #NONE} when not asked for. */
    public long samples(int signal) {
        return samples[signal];
    }

    public Absence absence(int signal) {
        return absence[signal];
    }

    /**
     * Since when no usable reading came; {@link #NONE} while there is one. Begins anew when a
     * provider that was down answers, and has none.
     */
    public long missingSinceMillis(int signal) {
        return missingSinceMillis[signal];
    }

    double[] canary() {
        return canary;
    }

    double[] remembered() {
        return remembered;
    }

    Absence[] absence() {
        return absence;
    }

    Latest with(PlanLayout layout, Snapshot snapshot) {
        int signals = canary.length;
        long at = snapshot.takenAtMillis();
        double[] nextCanary = new double[signals];
        double[] nextBaseline = new double[signals];
        double[] nextRemembered = new double[signals];
        long[] nextSamples = new long[signals];
        Absence[] nextAbsence = new Absence[signals];
        long[] nextMissing = new long[signals];
        for (int signal = 0; signal < signals; signal++) {
            Absence why = usability(layout, snapshot, signal);
            double base = snapshot.baseline(signal);
            nextAbsence[signal] = why;
            nextCanary[signal] = why == Absence.PRESENT ? snapshot.canary(signal) : Double.NaN;
            nextBaseline[signal] = Double.isFinite(base) ? base : Double.NaN;
            nextRemembered[signal] =
                    Measurements.remember(remembered[signal], nextBaseline[signal]);
            nextSamples[signal] = snapshot.samples(signal);
            nextMissing[signal] = missingSince(signal, why, at);
        }
        return new Latest(
                at,
                nextCanary,
                nextBaseline,
                nextRemembered,
                nextSamples,
                nextAbsence,
                nextMissing);
    }

    /** A gap of the release's own begins when the provider answers again, not when it went. */
    private long missingSince(int signal, Absence why, long at) {
        if (why == Absence.PRESENT) {
            return NONE;
        }
        boolean turns = absence[signal].providersFault() && !why.providersFault();
        return missingSinceMillis[signal] == NONE || turns ? at : missingSinceMillis[signal];
    }

    private static Absence usability(PlanLayout layout, Snapshot snapshot, int signal) {
        Absence reported = snapshot.absence(signal);
        if (reported != Absence.PRESENT) {
            boolean baselineSpeaks = Double.isFinite(snapshot.baseline(signal));
            return reported == Absence.NO_DATA && baselineSpeaks ? Absence.CANARY_SILENT : reported;
        }
        double value = snapshot.canary(signal);
        if (!Double.isFinite(value)) {
            return Absence.NOT_A_NUMBER;
        }
        Signal described = layout.plan().signals().get(signal);
        if (value < 0 && !described.signed()) {
            return Absence.OUT_OF_RANGE;
        }
        return snapshot.ageMillis(signal) > layout.staleAfterMillis()
                ? Absence.STALE
                : Absence.PRESENT;
    }
}
