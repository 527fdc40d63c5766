package dev.kanit.decision.measure;

import java.util.Arrays;

/**
 * All readings of a rollout taken at one time, aligned with the plan's signals. Immutable once
 * built; arrays are taken over, not copied, because one is built for every record.
 */
public final class Snapshot {

    private static final int TRACK_COLUMNS = 2 * Track.COUNT;
    private static final double[] NO_TRACKS = {};

    private final long takenAtMillis;
    private final double[] canary;
    private final double[] baseline;
    private final long[] samples;
    private final int[] ageMillis;
    private final Absence[] absence;
    private final double[] tracks;

    private Snapshot(Builder builder) {
        this.takenAtMillis = builder.takenAtMillis;
        this.canary = builder.canary;
        this.baseline = builder.baseline;
        this.samples = builder.samples;
        this.ageMillis = builder.ageMillis;
        this.absence = builder.absence;
        this.tracks = builder.tracks;
    }

    /** When the readings were taken, epoch milliseconds. */
    public long takenAtMillis() {
        return takenAtMillis;
    }

    public int size() {
        return canary.length;
    }

    /** The canary's value in the signal's unit; NaN when there is none. */
    public double canary(int signal) {
        return canary[signal];
    }

    /** The baseline's value in the signal's unit; NaN when there is none, or no finite one. */
    public double baseline(int signal) {
        return baseline[signal];
    }

    /** Events behind the canary's value; -1 when not asked for. */
    public long samples(int signal) {
        return samples[signal];
    }

    /** How old the value already was at {@link #takenAtMillis()}. */
    public int ageMillis(int signal) {
        return ageMillis[signal];
    }

    /** As the producer reported it; {@link Absence#PRESENT} when it sent a value. */
    public Absence absence(int signal) {
        return absence[signal];
    }

    /** Whether any signal came with what the judge compares. */
    public boolean hasTracks() {
        return tracks.length > 0;
    }

    /**
     * What the judge compares: a gauge's value in the signal's unit, or the running total of a
     * count's bad events; NaN when there is none.
     */
    public double tracked(int signal, Track track) {
        return hasTracks() ? tracks[signal * TRACK_COLUMNS + track.column()] : Double.NaN;
    }

    /** The running total of all events of a count; NaN when there is none. */
    public double trackedTotal(int signal, Track track) {
        return hasTracks()
                ? tracks[signal * TRACK_COLUMNS + Track.COUNT + track.column()]
                : Double.NaN;
    }

    double[] canaries() {
        return canary;
    }

    double[] baselines() {
        return baseline;
    }

    long[] sampleCounts() {
        return samples;
    }

    Absence[] absences() {
        return absence;
    }

    /** Fills one snapshot. A signal that is never set has {@link Absence#NO_DATA}. */
    public static final class Builder {
        private final double[] canary;
        private final double[] baseline;
        private final long[] samples;
        private final int[] ageMillis;
        private final Absence[] absence;
        private double[] tracks = NO_TRACKS;
        private long takenAtMillis;

        /** For a plan of {@code signals} signals. */
        public Builder(int signals) {
            canary = new double[signals];
            baseline = new double[signals];
            samples = new long[signals];
            ageMillis = new int[signals];
            absence = new Absence[signals];
        }

        public Builder takenAt(long millis) {
            takenAtMillis = millis;
            return this;
        }

        /** A value; {@code samples} is -1 when the plan asks for none. */
        public Builder reading(int signal, double value, double baselineValue, long events) {
            canary[signal] = value;
            baseline[signal] = Double.isFinite(baselineValue) ? baselineValue : Double.NaN;
            samples[signal] = events;
            absence[signal] = Absence.PRESENT;
            return this;
        }

        /** No value, and why. */
        public Builder missing(int signal, Absence why, double baselineValue) {
            canary[signal] = Double.NaN;
            baseline[signal] = Double.isFinite(baselineValue) ? baselineValue : Double.NaN;
            samples[signal] = -1;
            absence[signal] = why;
            return this;
        }

        public Builder age(int signal, int millis) {
            ageMillis[signal] = millis;
            return this;
        }

        /**
         * One value of what the judge compares.
         *
         * @param total whether it is the running total of all events, not the value itself
         */
        public Builder track(int signal, Track track, boolean total, double value) {
            if (tracks.length == 0) {
                tracks = new double[canary.length * TRACK_COLUMNS];
                Arrays.fill(tracks, Double.NaN);
            }
            int column = track.column() + (total ? Track.COUNT : 0);
            tracks[signal * TRACK_COLUMNS + column] = value;
            return this;
        }

        public Snapshot build() {
            for (int signal = 0; signal < absence.length; signal++) {
                if (absence[signal] == null) {
                    missing(signal, Absence.NO_DATA, Double.NaN);
                }
            }
            return new Snapshot(this);
        }
    }
}
