package dev.kanit.decision.judge;

/**
 * Evidence that bad events are more frequent on the canary than on the stable fleet by more than is
 * allowed, in a slice of slots; its shadow judges the fleet's two halves. Assumed: the tracks share
 * their rate at each time but for the worsening, and clumps are as on the stable halves.
 */
final class CountProcess {

    static final int BETS = 0;
    static final int CLUMPS = BETS + CountBets.SLOTS;
    static final int SHADOW_WORSE = CLUMPS + Overdispersion.SLOTS;
    static final int SHADOW_BETTER = SHADOW_WORSE + CountBets.SLOTS;
    static final int CANARY_BAD = SHADOW_BETTER + CountBets.SLOTS;
    static final int CANARY_ALL = CANARY_BAD + 1;
    static final int BASELINE_BAD = CANARY_ALL + 1;
    static final int BASELINE_ALL = BASELINE_BAD + 1;
    static final int SLOTS = BASELINE_ALL + 1;

    private CountProcess() {}

    static void clearShadow(double[] slots, int at) {
        CountBets.clear(slots, at + SHADOW_WORSE);
        CountBets.clear(slots, at + SHADOW_BETTER);
    }

    /** One tick of the canary; nothing is bet on a track without events. */
    static void judge(
            double[] slots, int at, Events canary, Events baseline, double allowed, double onset) {
        if (!canary.any() || !baseline.any()) {
            CountBets.pass(slots, at + BETS, onset);
            return;
        }
        double tau = Overdispersion.tau(slots, at + CLUMPS, canary, baseline);
        CountBets.place(slots, at + BETS, canary, baseline, allowed, tau, onset);
        double weight = slots[at + CANARY_ALL] == 0 ? 1 : JudgeParameters.LEVEL_SMOOTHING;
        smooth(slots, at + CANARY_BAD, canary, weight);
        smooth(slots, at + BASELINE_BAD, baseline, weight);
    }

    /** One tick of the halves, in both directions. */
    static void shadow(
            double[] slots, int at, Events one, Events other, double allowed, double onset) {
        if (!one.any() || !other.any()) {
            CountBets.pass(slots, at + SHADOW_WORSE, onset);
            CountBets.pass(slots, at + SHADOW_BETTER, onset);
            return;
        }
        double tau = Overdispersion.tau(slots, at + CLUMPS, one, other);
        CountBets.place(slots, at + SHADOW_WORSE, one, other, allowed, tau, onset);
        CountBets.place(slots, at + SHADOW_BETTER, other, one, allowed, tau, onset);
        Overdispersion.see(slots, at + CLUMPS, one, other);
    }

    /** The stronger direction of the shadow's evidence. */
    static double shadowWealth(double[] slots, int at) {
        return Math.max(
                CountBets.wealth(slots, at + SHADOW_WORSE),
                CountBets.wealth(slots, at + SHADOW_BETTER));
    }

    /** Smoothed events of a tick of one track, for people and for the forecast. */
    static Events typical(double[] slots, int bad) {
        return Events.of(slots[bad], slots[bad + 1]);
    }

    /** Smoothed rate of the canary over the baseline's, less 1; NaN without bad events there. */
    static double worsening(double[] slots, int at) {
        Events canary = typical(slots, at + CANARY_BAD);
        Events baseline = typical(slots, at + BASELINE_BAD);
        return canary.any() && baseline.bad() > 0
                ? canary.bad() / canary.all() / (baseline.bad() / baseline.all()) - 1
                : Double.NaN;
    }

    private static void smooth(double[] slots, int at, Events tick, double weight) {
        slots[at] += weight * (tick.bad() - slots[at]);
        slots[at + 1] += weight * (tick.all() - slots[at + 1]);
    }
}
