package dev.kanit.decision.judge;

import dev.kanit.decision.measure.Track;
import java.util.Arrays;

/**
 * What one tick brought for every judged signal, on four tracks. For a gauge: the mean of the
 * tick's readings in the signal's unit. For counts: bad events and all events within the tick. NaN
 * where nothing usable came. Immutable once built.
 */
public final class Tick {

    private static final int COLUMNS = 2 * Track.COUNT;

    private final double[] values;

    private Tick(double[] values) {
        this.values = values;
    }

    /** A tick that brought nothing. */
    static Tick empty(JudgeLayout layout) {
        return new Builder(layout.signals().size()).build();
    }

    /** A gauge's value, or the bad events of a count. */
    double value(int signal, Track track) {
        return values[signal * COLUMNS + track.column()];
    }

    /** All events of a count; NaN when they are not known, which is not zero. */
    double all(int signal, Track track) {
        double all = values[signal * COLUMNS + Track.COUNT + track.column()];
        return all >= 0 ? all : Double.NaN;
    }

    /** A count's events; none when they are not usable. */
    Events events(int signal, Track track) {
        int bad = signal * COLUMNS + track.column();
        return Events.of(values[bad], values[bad + Track.COUNT]);
    }

    /** Fills one tick. */
    public static final class Builder {
        private final double[] values;

        /** For {@code signals} judged signals. */
        public Builder(int signals) {
            values = new double[signals * COLUMNS];
            Arrays.fill(values, Double.NaN);
        }

        /** A gauge's mean within the tick, in the signal's unit. */
        public Builder gauge(int signal, Track track, double mean) {
            values[signal * COLUMNS + track.column()] = mean;
            return this;
        }

        /** Events within the tick; {@code 0 <= bad <= total}. */
        public Builder counts(int signal, Track track, double bad, double total) {
            values[signal * COLUMNS + track.column()] = bad;
            values[signal * COLUMNS + Track.COUNT + track.column()] = total;
            return this;
        }

        public Tick build() {
            return new Tick(values.clone());
        }
    }
}
