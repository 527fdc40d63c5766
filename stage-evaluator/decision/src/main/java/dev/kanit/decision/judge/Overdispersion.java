package dev.kanit.decision.judge;

/**
 * How much more the halves of the stable fleet differ in their bad events than chance allows.
 * Tracks whose rates are multiplied by independent noise of variance u have a conditional variance
 * of N q (1-q) (1 + N q (1-q) 2u), so that u is estimated by the ratio of sums of (X^2 - 1) and of
 * N q (1-q), X^2 being Pearson's statistic of each tick. Two slots: both sums.
 */
final class Overdispersion {

    static final int SLOTS = 2;

    private static final int EXCESS = 0;
    private static final int INFORMATION = 1;

    /** Pearson's statistic is pulled in here: one incident on one half is no noise. */
    private static final double MOST = 16;

    /** Per tick; what is older fades, with a half-life of 166 ticks. */
    private static final double KEEP = 1 - 1 / JudgeParameters.MEMORY_TICKS;

    private Overdispersion() {}

    static void see(double[] slots, int at, Events one, Events other) {
        double both = one.bad() + other.bad();
        double share = one.all() / (one.all() + other.all());
        double information = both * share * (1 - share);
        if (!(information > 0)) {
            return;
        }
        double difference = one.bad() - both * share;
        double pearson = Math.min(MOST, difference * difference / information);
        slots[at + EXCESS] = slots[at + EXCESS] * KEEP + pearson - 1;
        slots[at + INFORMATION] = slots[at + INFORMATION] * KEEP + information;
    }

    /** The share of a tick's likelihood to believe, in (0, 1]. */
    static double tau(double[] slots, int at, Events one, Events other) {
        if (slots[at + INFORMATION] <= 0) {
            return 1;
        }
        double excess = Math.max(0, slots[at + EXCESS] / slots[at + INFORMATION]);
        double share = one.all() / (one.all() + other.all());
        return 1 / (1 + excess * (one.bad() + other.bad()) * share * (1 - share));
    }
}
