package dev.kanit.bench.judge.peer;

import dev.kanit.bench.judge.trace.Trace;
import dev.kanit.decision.measure.Track;

/**
 * What a peer sees of a rollout: each signal's value on canary and baseline, from the canary's
 * first tick on. Signal 0 is the share of failed requests; the others are gauges whose usual level
 * is 1. NaN where there is no value.
 */
public final class Watched {

    private final double[][] canary;
    private final double[][] baseline;

    /** {@code [signal][tick]}, both of the same shape. */
    public Watched(double[][] canary, double[][] baseline) {
        this.canary = canary;
        this.baseline = baseline;
    }

    public static Watched of(Trace trace) {
        return new Watched(values(trace, Track.CANARY), values(trace, Track.BASELINE));
    }

    private static double[][] values(Trace trace, Track track) {
        double[][] values = new double[Trace.SIGNALS][Trace.TICKS];
        for (int signal = 0; signal < values.length; signal++) {
            for (int tick = 0; tick < Trace.TICKS; tick++) {
                values[signal][tick] = trace.value(track, signal, tick);
            }
        }
        return values;
    }

    int signals() {
        return canary.length;
    }

    int ticks() {
        return canary[0].length;
    }

    double canary(int signal, int tick) {
        return canary[signal][tick];
    }

    double baseline(int signal, int tick) {
        return baseline[signal][tick];
    }
}
