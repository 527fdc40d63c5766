package dev.kanit.decision.rollout;

import dev.kanit.decision.plan.CheckGroup;
import dev.kanit.decision.plan.TreeLimits;
import java.util.OptionalLong;

/** When a rollout must be looked at even if nothing comes in. */
public final class Deadlines {

    private Deadlines() {}

    /**
     * The next time, epoch milliseconds, strictly after the rollout's clock, at which {@link
     * RolloutInput.TimeAdvanced} means something; empty when time alone means nothing.
     */
    public static OptionalLong next(RolloutState state) {
        long clock = state.counters().clockMillis();
        TreeLimits limits = state.plan().limits();
        long next = Long.MAX_VALUE;
        if (!(state.phase() instanceof Phase.Closed)) {
            for (Exemption override : state.authority().overrides()) {
                next = earlier(next, override.expiresAtMillis(), clock);
            }
        }
        switch (state.phase()) {
            case Phase.Preparing _ -> {
                next = earlier(next, FreezeDecider.nextChange(state, clock).orElse(clock), clock);
                Preparation preparation = state.proceedings().preparation();
                next = earlier(next, preparation.plannedAtMillis(), clock);
                for (CheckGroup group : Readiness.groups(state)) {
                    next = earlier(next, Readiness.endOf(group, preparation), clock);
                }
                for (Preparation.Answer answer : preparation.answers()) {
                    next = earlier(next, answer.awaitedUntilMillis(), clock);
                }
            }
            case Phase.Live live -> {
                long watched = live.watchedSinceMillis();
                long last =
                        watched == Long.MAX_VALUE
                                ? Phase.NONE
                                : Math.max(watched, state.measured().latest().takenAtMillis());
                long stale = state.rules().layout().staleAfterMillis();
                long hold = Math.max(limits.providerDown().holdAfter().toMillis(), stale + 1);
                long giveUp = Math.max(limits.providerDown().rollbackAfter().toMillis(), stale + 1);
                if (last != Phase.NONE) {
                    next = earlier(next, last + hold, clock);
                    next = earlier(next, last + giveUp, clock);
                }
                next = earlier(next, FreezeDecider.nextChange(state, clock).orElse(clock), clock);
                if (live instanceof Phase.Recommended recommended) {
                    next = earlier(next, recommended.deadlineMillis(), clock);
                }
                next = earlier(next, DecisionTree.actionDue(state, live), clock);
            }
            case Phase.RollingBack rolling ->
                    next =
                            earlier(
                                    next,
                                    rolling.sinceMillis() + limits.rollbackWithin().toMillis(),
                                    clock);
            case Phase.RollbackFailed _, Phase.Closed _ -> {
                // Waits for a person, or for nothing.
            }
        }
        return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next);
    }

    private static long earlier(long next, long candidate, long clock) {
        return candidate > clock ? Math.min(next, candidate) : next;
    }
}
