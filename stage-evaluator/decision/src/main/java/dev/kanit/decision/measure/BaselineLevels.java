package dev.kanit.decision.measure;

import java.util.Arrays;

/**
 * The baseline's remembered level per signal, which serves when no stable instance is left: an
 * exponential mean that takes one reading per bucket, so that it changes, and is stored, no more
 * often than a bucket closes. Immutable.
 */
public final class BaselineLevels {

    /** Weight of the newest reading. */
    private static final double NEWEST = 0.125;

    private final double[] levels;

    private BaselineLevels(double[] levels) {
        this.levels = levels;
    }

    /** Nothing read yet. */
    public static BaselineLevels none(int signals) {
        double[] levels = new double[signals];
        Arrays.fill(levels, Double.NaN);
        return new BaselineLevels(levels);
    }

    /** As stored, one per signal in the signal's unit; NaN where nothing was read yet. */
    public static BaselineLevels of(double[] levels) {
        return new BaselineLevels(levels.clone());
    }

    public int size() {
        return levels.length;
    }

    /** In the signal's unit; NaN before the first reading. */
    public double level(int signal) {
        return levels[signal];
    }

    /**
     * These levels and one snapshot's baselines.
     *
     * @param opensBucket whether the snapshot is the first of its bucket; if not, only signals
     *     without a level take one
     */
    BaselineLevels with(double[] baselines, boolean opensBucket) {
        double[] next = levels;
        boolean changes = false;
        for (int signal = 0; signal < levels.length; signal++) {
            double level = levels[signal];
            if (Double.isNaN(baselines[signal]) || !(opensBucket || Double.isNaN(level))) {
                continue;
            }
            if (!changes) {
                changes = true;
                next = levels.clone();
            }
            next[signal] =
                    Double.isNaN(level)
                            ? baselines[signal]
                            : level + NEWEST * (baselines[signal] - level);
        }
        return changes ? new BaselineLevels(next) : this;
    }
}
