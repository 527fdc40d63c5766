package dev.kanit.decision.judge;

import java.util.Arrays;

/**
 * A mixture of bets on the ratio of two event rates. Given how many bad events suspect and
 * reference had together in a tick, how many were the suspect's is binomial, whatever rate both
 * share at that time. Under the null, rate_c at most r rate_b, the suspect's share is at most q = r
 * n_c / (r n_c + n_b). A bet on R times more expects p = rR n_c / (rR n_c + n_b), and multiplies
 * its wealth by the likelihood ratio
 *
 * <p>log e_R = tau (e_c log(p/q) + e_b log((1-p)/(1-q))) = tau (e_c log R - (e_c + e_b) log((rR n_c
 * + n_b) / (r n_c + n_b))),
 *
 * <p>the conditional test of two Poisson rates (Przyborowski and Wilenski 1940, Biometrika 31) as
 * an e-value; tau = 1/overdispersion believes less where events come in clumps. One slot a ratio.
 */
final class CountBets {

    static final int SLOTS = JudgeParameters.RATIOS.length;

    private static final double[] LOG_RATIO = new double[SLOTS];
    private static final double[] MOST = new double[SLOTS];

    static {
        for (int ratio = 0; ratio < SLOTS; ratio++) {
            LOG_RATIO[ratio] = StrictMath.log(JudgeParameters.RATIOS[ratio]);
            MOST[ratio] =
                    Math.min(
                            JudgeParameters.MAX_COUNT_STEP,
                            JudgeParameters.MAX_COUNT_STEP_PER_LOG_RATIO * LOG_RATIO[ratio]);
        }
    }

    private CountBets() {}

    /**
     * One tick.
     *
     * @param suspect bad events and all events, both at least 0
     * @param reference the same of whom it is compared with
     * @param allowed r: ratio of rates that is still no worse than allowed, above 0
     * @param tau share of the likelihood that is believed, in (0, 1]
     * @param onset wealth that starts to bet with this tick, at least 0
     */
    static void place(
            double[] slots,
            int at,
            Events suspect,
            Events reference,
            double allowed,
            double tau,
            double onset) {
        if (suspect.bad() + reference.bad() == 0) {
            pass(slots, at, onset);
            return;
        }
        for (int ratio = 0; ratio < SLOTS; ratio++) {
            double log = logFactor(ratio, suspect, reference, allowed, tau);
            double wealth = (slots[at + ratio] + onset) * StrictMath.exp(log);
            slots[at + ratio] = Math.min(JudgeParameters.MAX_EVIDENCE, wealth);
        }
    }

    /** Logarithm of what a tick multiplies one bet's wealth by; parameters as above. */
    static double logFactor(
            int ratio, Events suspect, Events reference, double allowed, double tau) {
        double weighted = allowed * suspect.all();
        double over = JudgeParameters.RATIOS[ratio] * weighted + reference.all();
        double spread = StrictMath.log(over / (weighted + reference.all()));
        double both = suspect.bad() + reference.bad();
        return Math.min(MOST[ratio], tau * (suspect.bad() * LOG_RATIO[ratio] - both * spread));
    }

    static void pass(double[] slots, int at, double onset) {
        for (int ratio = at; ratio < at + SLOTS; ratio++) {
            slots[ratio] += onset;
        }
    }

    /** Mean wealth of the bets. */
    static double wealth(double[] slots, int at) {
        double sum = 0;
        for (int ratio = at; ratio < at + SLOTS; ratio++) {
            sum += slots[ratio];
        }
        return sum / SLOTS;
    }

    static void clear(double[] slots, int at) {
        Arrays.fill(slots, at, at + SLOTS, 0);
    }
}
