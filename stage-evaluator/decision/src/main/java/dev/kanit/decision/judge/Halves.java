package dev.kanit.decision.judge;

/**
 * What the difference of the stable halves teaches of a gauge's noise, beyond scale and
 * autocorrelation: how far its innovations spread, whether the halves lastingly differ, and whether
 * noise returns to its level sooner than its newest values say. The difference's level should be
 * zero. In a slice of slots; it rests on the ticks that {@link Noise} has seen of it.
 */
final class Halves {

    /** Mean square of the standardised innovations. */
    private static final int SPREAD = 0;

    /** Smoothed difference, and the mean square of that. */
    private static final int LEVEL = 1;

    private static final int LEVEL_SQUARE = 2;

    /** Mean square of the difference itself. */
    private static final int SQUARE = 3;

    /** Mean product of an innovation and the smoothed difference before it, in deviations. */
    private static final int RETURN = 4;

    static final int SLOTS = 5;

    private Halves() {}

    static void start(double[] slots, int at, double deviation, double level) {
        slots[at + SPREAD] = 1;
        slots[at + LEVEL_SQUARE] = level * level;
        slots[at + SQUARE] = deviation * deviation;
    }

    /**
     * One tick.
     *
     * @param apart logarithm of one half over the other
     * @param innovation of it, standardised and clipped
     * @param deviation of it, before this tick
     * @param seen ticks, before this one, without what anything began with
     */
    static void learn(
            double[] slots,
            int at,
            double apart,
            double innovation,
            double deviation,
            double seen) {
        double before = JudgeParameters.PRIOR_LEVEL_TICKS + seen;
        double ticks = Math.min(JudgeParameters.MEMORY_TICKS, before + 1);
        slots[at + SPREAD] += (innovation * innovation - slots[at + SPREAD]) / ticks;
        double product = innovation * slots[at + LEVEL] / deviation;
        slots[at + RETURN] += (product - slots[at + RETURN]) / ticks;
        slots[at + LEVEL] += JudgeParameters.LEVEL_SMOOTHING * (apart - slots[at + LEVEL]);
        double level = slots[at + LEVEL];
        slots[at + LEVEL_SQUARE] += (level * level - slots[at + LEVEL_SQUARE]) / ticks;
        double most = JudgeParameters.HUBER * JudgeParameters.HUBER * slots[at + SQUARE];
        slots[at + SQUARE] += (Math.min(apart * apart, most) - slots[at + SQUARE]) / ticks;
    }

    /** Mean square of the difference, above 0. */
    static double square(double[] slots, int at) {
        return slots[at + SQUARE];
    }

    /** Mean square of the innovations, 1 where noise is as its model says, and at least that. */
    static double spread(double[] slots, int at) {
        return Math.max(1, slots[at + SPREAD]);
    }

    /**
     * Root mean square of the smoothed difference, less what noise explains of it.
     *
     * @param deviation of the difference
     * @param phi its autocorrelation, below 1
     */
    static double lasting(double[] slots, int at, double deviation, double phi) {
        double weight = JudgeParameters.LEVEL_SMOOTHING / (2 - JudgeParameters.LEVEL_SMOOTHING);
        double explained = deviation * deviation * weight * (1 + phi) / (1 - phi);
        return JudgeParameters.LEVEL_ALLOWANCE
                * StrictMath.sqrt(Math.max(0, slots[at + LEVEL_SQUARE] - explained));
    }

    /**
     * How much an innovation is lower, for each deviation that the smoothed difference before it
     * was high: the slope of a regression, less its standard error, so that what chance alone shows
     * is seldom believed. Noise that averages out sooner than its newest values say returns like
     * that; a shift does not.
     *
     * @param deviation of the difference
     * @param seen ticks, without what anything began with
     * @return 0 to {@link JudgeParameters#MAX_RETURN}
     */
    static double pull(double[] slots, int at, double deviation, double seen) {
        double square = slots[at + LEVEL_SQUARE] / (deviation * deviation);
        if (slots[at + RETURN] >= 0 || !(seen > 0 && square > 0)) {
            return 0;
        }
        double error = StrictMath.sqrt(square * spread(slots, at) / seen);
        double slope = -slots[at + RETURN] - JudgeParameters.RETURN_ERRORS * error;
        return Math.clamp(slope / square, 0, JudgeParameters.MAX_RETURN);
    }
}
