package dev.kanit.decision.measure;

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
    private final long[] samples;
    private final Absence[] absence;
    private final long[] missingSinceMillis;

    /** Arrays are taken over, one entry per signal. For restoring; else see {@link #with}. */
    public Latest(
            long takenAtMillis,
            double[] canary,
            double[] baseline,
            long[] samples,
            Absence[] absence,
            long[] missingSinceMillis) {
        this.takenAtMillis = takenAtMillis;
        this.canary = canary;
        this.baseline = baseline;
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
        return new Latest(startMillis, unknown, unknown, noSamples, absence, missing);
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

    Absence[] absence() {
        return absence;
    }

    /**
     * The snapshot's arrays are taken over as they are wherever nothing in them needs a correction:
     * this runs once per record.
     */
    Latest with(PlanLayout layout, Snapshot snapshot) {
        long at = snapshot.takenAtMillis();
        double[] nextCanary = snapshot.canaries();
        Absence[] nextAbsence = snapshot.absences();
        long[] nextMissing = missingSinceMillis;
        boolean ownReadings = false;
        boolean ownMissing = false;
        for (int signal = 0; signal < nextCanary.length; signal++) {
            Absence why = usability(layout, snapshot, signal);
            if (why != nextAbsence[signal]) {
                if (!ownReadings) {
                    ownReadings = true;
                    nextAbsence = nextAbsence.clone();
                    nextCanary = nextCanary.clone();
                }
                nextAbsence[signal] = why;
                nextCanary[signal] = Double.NaN;
            }
            long since = missingSince(signal, why, at);
            if (since != nextMissing[signal]) {
                if (!ownMissing) {
                    ownMissing = true;
                    nextMissing = nextMissing.clone();
                }
                nextMissing[signal] = since;
            }
        }
        return new Latest(
                at,
                nextCanary,
                snapshot.baselines(),
                snapshot.sampleCounts(),
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
        if (value < 0 && !layout.plan().signals().get(signal).signed()) {
            return Absence.OUT_OF_RANGE;
        }
        return snapshot.ageMillis(signal) > layout.staleAfterMillis()
                ? Absence.STALE
                : Absence.PRESENT;
    }
}
