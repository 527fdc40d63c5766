package dev.kanit.decision.judge;

import java.util.Arrays;

/**
 * A mixture of bets on which side of the allowed worsening an innovation falls, however far. A bet
 * lambda multiplies its wealth by 1 + lambda (g(y) - f), g(y) = y over {@link
 * JudgeParameters#SIGN_WIDTH} within -1 and 1: the sign, but for innovations near zero; f is a fee
 * while autocorrelation is new. That is a supermartingale while the innovation is symmetric around
 * a value of at most 0, whatever its scale, tails or changes of both: no estimate of noise enters
 * it but as the width of that ramp (Shafer and Vovk 2001, Probability and Finance; the sign test as
 * a game). So it goes on winning on steady worsening where noise is heavy, clumped or hard to
 * estimate and {@link Bets} must be cautious; a tick wins at most a factor of 1.9. One slot a bet;
 * what is new in a tick bets from that tick on.
 */
final class SignBets {

    static final int SLOTS = JudgeParameters.SIGN_BETS.length;

    private SignBets() {}

    /**
     * One tick.
     *
     * @param innovation standardised; positive is worse
     * @param seenTicks that noise and autocorrelation rest on, above 0
     * @param onset wealth that starts to bet with this tick, at least 0
     */
    static void place(double[] slots, int at, double innovation, double seenTicks, double onset) {
        double fee = JudgeParameters.SIGN_FEE_TICKS / seenTicks;
        double side = Math.clamp(innovation / JudgeParameters.SIGN_WIDTH, -1, 1);
        double gain = Math.max(-1, side - fee);
        for (int bet = 0; bet < SLOTS; bet++) {
            double wealth = (slots[at + bet] + onset) * (1 + JudgeParameters.SIGN_BETS[bet] * gain);
            slots[at + bet] = Math.min(JudgeParameters.MAX_EVIDENCE, wealth);
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
