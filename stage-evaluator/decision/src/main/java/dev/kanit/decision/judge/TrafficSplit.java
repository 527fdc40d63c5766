package dev.kanit.decision.judge;

/**
 * Whether the canary gets the share of the traffic that was ordered (sample-ratio mismatch). Of all
 * requests of a tick the canary's are binomial with the ordered share; bets in both directions on
 * its odds being further off than {@value JudgeParameters#SPLIT_ALLOWED} times. Load balancers keep
 * connections and sessions, so requests are no independent draws: a tick counts as {@value
 * JudgeParameters#SPLIT_MOST_DRAWS} at most.
 */
final class TrafficSplit {

    static final int MORE = Clock.SLOTS;
    static final int LESS = MORE + CountBets.SLOTS;
    static final int SLOTS = 2 * CountBets.SLOTS;

    private TrafficSplit() {}

    static void beginStage(double[] slots) {
        CountBets.clear(slots, MORE);
        CountBets.clear(slots, LESS);
        CountBets.pass(slots, MORE, JudgeParameters.FIRST_ONSET);
        CountBets.pass(slots, LESS, JudgeParameters.FIRST_ONSET);
    }

    /**
     * One tick.
     *
     * @param canary requests, at least 0; NaN when not known
     * @param baseline the same of the stable fleet
     * @param share ordered share of the canary, in (0, 1); otherwise there is nothing to compare
     * @param horizonTicks planned ticks, over which the rest of the wealth begins to bet: a router
     *     that fails late must not face bets that a right share has ruined. Each tick of the stage
     *     takes an equal share of what is left, compared or not, so that however long a stage is
     *     held, no more than the whole ever bets
     */
    static void judge(
            double[] slots, double canary, double baseline, double share, double horizonTicks) {
        double all = canary + baseline;
        if (!(share > 0 && share < 1) || !(all > 0)) {
            return;
        }
        // The draws of both are "bad events", their ordered shares the exposure.
        Events drawn = new Events(canary, share);
        Events rest = new Events(baseline, 1 - share);
        double tau = Math.min(1, JudgeParameters.SPLIT_MOST_DRAWS / all);
        double onset = onset(slots, horizonTicks);
        CountBets.place(slots, MORE, drawn, rest, JudgeParameters.SPLIT_ALLOWED, tau, onset);
        CountBets.place(slots, LESS, rest, drawn, JudgeParameters.SPLIT_ALLOWED, tau, onset);
        // A router that was mended must be believed again within a few ticks.
        for (int slot = MORE; slot < MORE + SLOTS; slot++) {
            slots[slot] = Math.min(JudgeParameters.SPLIT_MOST_EVIDENCE, slots[slot]);
        }
    }

    /** Wealth that begins to bet in each direction with the stage's newest tick. */
    static double onset(double[] slots, double horizonTicks) {
        double before = slots[Clock.STAGE_TICKS] - 1;
        double left =
                (1 - JudgeParameters.FIRST_ONSET) * StrictMath.pow(1 - 1 / horizonTicks, before);
        return left / horizonTicks;
    }

    static boolean mismatch(double[] slots) {
        return wealth(slots) >= JudgeParameters.ROLLBACK_AT;
    }

    /** Whether a hold for a mismatch may end: well below where it began, so that it cannot flap. */
    static boolean settled(double[] slots) {
        return wealth(slots) < JudgeParameters.HOLD_AT;
    }

    private static double wealth(double[] slots) {
        return Math.max(CountBets.wealth(slots, MORE), CountBets.wealth(slots, LESS));
    }
}
