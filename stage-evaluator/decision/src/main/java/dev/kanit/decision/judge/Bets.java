package dev.kanit.decision.judge;

import java.util.Arrays;

/**
 * A mixture of bets on a standardised innovation y. A bet lambda multiplies its wealth by
 * exp(lambda y - v lambda^2 / 2), a supermartingale while y is sub-Gaussian with variance proxy v
 * and a mean of at most 0 (Robbins 1970, Ann. Math. Statist. 41; Howard, Ramdas, McAuliffe and
 * Sekhon 2021, Ann. Statist. 49). One slot a bet; what is new in a tick bets from that tick on.
 */
final class Bets {

    static final int SLOTS = JudgeParameters.BETS.length;

    private static final double LEAST_BET = JudgeParameters.BETS[0];

    private Bets() {}

    /**
     * One tick.
     *
     * @param innovation clipped and standardised; positive is worse
     * @param proxy v, above 0
     * @param onset wealth that starts to bet with this tick, at least 0
     * @param most largest factor of one tick, above 1: a cap keeps a supermartingale one
     */
    static void place(
            double[] slots, int at, double innovation, double proxy, double onset, double most) {
        // Each bet is twice the last: its gain is the last one's square, its fee the fourth power.
        double gain = StrictMath.exp(LEAST_BET * innovation);
        double fee = StrictMath.exp(-proxy * LEAST_BET * LEAST_BET / 2);
        for (int bet = at; bet < at + SLOTS; bet++) {
            double wealth = (slots[bet] + onset) * Math.min(most, gain * fee);
            slots[bet] = Math.min(JudgeParameters.MAX_EVIDENCE, wealth);
            gain *= gain;
            fee *= fee;
            fee *= fee;
        }
    }

    /** A tick without a reading: nothing is won or lost. */
    static void pass(double[] slots, int at, double onset) {
        for (int bet = at; bet < at + SLOTS; bet++) {
            slots[bet] += onset;
        }
    }

    /** Mean wealth of the bets. */
    static double wealth(double[] slots, int at) {
        double sum = 0;
        for (int bet = at; bet < at + SLOTS; bet++) {
            sum += slots[bet];
        }
        return sum / SLOTS;
    }

    static void clear(double[] slots, int at) {
        Arrays.fill(slots, at, at + SLOTS, 0);
    }
}
