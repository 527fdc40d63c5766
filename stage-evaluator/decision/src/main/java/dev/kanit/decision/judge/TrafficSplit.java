package dev.kanit.decision.judge;

/**
 * Whether the canary gets the share of the traffic that was ordered (sample-ratio mismatch). Of all
 * requests of a tick the canary's are binomial with the ordered share; bets in both directions on
 * its odds being further off than {@value #ALLOWED} times. Load balancers keep connections and
 * sessions, so requests are no independent draws: a tick counts as {@value #MOST_DRAWS} at most.
 */
final class TrafficSplit {

    static final int MORE = Clock.SLOTS;
    static final int LESS = MORE + CountBets.SLOTS;
    static final int SLOTS = 2 * CountBets.SLOTS;

    static final double ALLOWED = 1.25;
    static final double MOST_DRAWS = 200;

    static final double MOST_EVIDENCE = 10 * JudgeParameters.ROLLBACK_AT;

    private TrafficSplit() {}

    static void beginStage(double[] slots) {
        CountBets.clear(slots, MORE);
        CountBets.clear(slots, LESS);
        CountBets.pass(slots, MORE, 1);
        CountBets.pass(slots, LESS, 1);
    }

    /**
     * One tick.
     *
     * @param canary requests, at least 0; NaN when not known
     * @param baseline the same of the stable fleet
     * @param share ordered share of the canary, in (0, 1); otherwise there is nothing to compare
     */
    static void judge(double[] slots, double canary, double baseline, double share) {
        double all = canary + baseline;
        if (!(share > 0 && share < 1) || !(all > 0)) {
            return;
        }
        // The draws of both are "bad events", their ordered shares the exposure.
        Events drawn = new Events(canary, share);
        Events rest = new Events(baseline, 1 - share);
        double tau = Math.min(1, MOST_DRAWS / all);
        CountBets.place(slots, MORE, drawn, rest, ALLOWED, tau, 0);
        CountBets.place(slots, LESS, rest, drawn, ALLOWED, tau, 0);
        // A router that was mended must be believed again within a few ticks.
        for (int slot = MORE; slot < MORE + SLOTS; slot++) {
            slots[slot] = Math.min(MOST_EVIDENCE, slots[slot]);
        }
    }

    static boolean mismatch(double[] slots) {
        return Math.max(CountBets.wealth(slots, MORE), CountBets.wealth(slots, LESS))
                >= JudgeParameters.ROLLBACK_AT;
    }
}
