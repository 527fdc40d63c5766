package dev.kanit.decision.judge;

/**
 * Scale and autocorrelation of a series, from its differences alone, so that neither its level nor
 * a lasting regression in it matters. Slots: ticks seen, mean squared first and second-lag
 * differences, the newest two values.
 *
 * <p>For a first-order autoregressive series with standard deviation s and autocorrelation phi, the
 * mean squared first difference is V1 = 2 s^2 (1 - phi) and the second-lag one V2 = 2 s^2 (1 -
 * phi^2); hence phi = V2/V1 - 1 and s^2 = V1 / (2 (1 - phi)). The bias of phi in small samples, (1
 * + 3 phi)/n, is added back (Kendall 1954, Biometrika 41).
 */
final class Noise {

    static final int SLOTS = 5;

    private static final int SEEN = 0;
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int LAST = 3;
    private static final int BEFORE = 4;

    /**
     * Mean squared difference of noise of one percent: with less, a series that stood still for a
     * while would make its next move a sensation.
     */
    private static final double LEAST = 2e-4;

    private Noise() {}

    /** Independent noise of {@code deviation}, worth a few ticks. */
    static void start(double[] slots, int at, double deviation) {
        slots[at + SEEN] = JudgeParameters.PRIOR_TICKS;
        slots[at + FIRST] = 2 * deviation * deviation;
        slots[at + SECOND] = 2 * deviation * deviation;
        slots[at + LAST] = Double.NaN;
        slots[at + BEFORE] = Double.NaN;
    }

    /** Begins with what another series has taught, but for its newest values. */
    static void adopt(double[] slots, int at, int teacher) {
        slots[at + SEEN] = Math.min(JudgeParameters.ADOPTED_TICKS, slots[teacher + SEEN]);
        slots[at + FIRST] = slots[teacher + FIRST];
        slots[at + SECOND] = slots[teacher + SECOND];
    }

    /** Takes in the next value; NaN breaks the series. */
    static void see(double[] slots, int at, double value) {
        double first = value - slots[at + LAST];
        double second = value - slots[at + BEFORE];
        slots[at + BEFORE] = slots[at + LAST];
        slots[at + LAST] = value;
        if (Double.isNaN(first)) {
            return;
        }
        double seen = Math.min(JudgeParameters.MEMORY_TICKS, slots[at + SEEN] + 1);
        slots[at + SEEN] = seen;
        slots[at + FIRST] = mean(slots[at + FIRST], first, seen);
        if (!Double.isNaN(second)) {
            slots[at + SECOND] = mean(slots[at + SECOND], second, seen);
        }
    }

    /** The newest value; NaN at the start and after a gap. */
    static double last(double[] slots, int at) {
        return slots[at + LAST];
    }

    /** Ticks that the estimate rests on, what it began with included. */
    static double seen(double[] slots, int at) {
        return slots[at + SEEN];
    }

    /** Lag-1 autocorrelation, 0 to {@link JudgeParameters#MAX_PHI}. */
    static double phi(double[] slots, int at) {
        double raw = slots[at + SECOND] / slots[at + FIRST] - 1;
        double corrected = raw + (1 + 3 * Math.max(0, raw)) / slots[at + SEEN];
        return Math.clamp(corrected, 0, JudgeParameters.MAX_PHI);
    }

    /**
     * The same, where the level of the series is known to be zero, so that its variance is known
     * from its values as well: phi = 1 - V1 / (2 s^2). The smaller of both is believed. Noise that
     * is smoother than first order lets V2/V1 say almost 1, and would hide any regression.
     *
     * @param square mean square of the series, above 0
     */
    static double phi(double[] slots, int at, double square) {
        double direct = 1 - slots[at + FIRST] / (2 * square);
        return Math.clamp(direct, 0, phi(slots, at));
    }

    /** Standard deviation of the series around its level, above 0. */
    static double deviation(double[] slots, int at, double phi) {
        return StrictMath.sqrt(Math.max(LEAST, slots[at + FIRST]) / (2 * (1 - phi)));
    }

    private static double mean(double before, double difference, double seen) {
        double most = JudgeParameters.HUBER * JudgeParameters.HUBER * Math.max(LEAST, before);
        return before + (Math.min(difference * difference, most) - before) / seen;
    }
}
