package dev.kanit.decision.rollout;

import dev.kanit.decision.rollout.RolloutInput.TimeAdvanced;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Telemetry;

/** Time passed without any other input. It may hold or roll back, never advance. */
final class ClockDecider {

    private ClockDecider() {}

    static void decide(Unfolding unfolding, TimeAdvanced input) {
        RolloutState state = unfolding.state();
        long now = RolloutDecider.now(state, input);
        switch (state.phase()) {
            case Phase.Preparing _ -> PreparationDecider.look(unfolding, now);
            case Phase.Live live -> whileLive(unfolding, live, now);
            case Phase.RollingBack rolling -> {
                long limit = state.plan().limits().rollbackWithin().toMillis();
                if (now - rolling.sinceMillis() >= limit) {
                    unfolding.happens(
                            new RolloutEvent.RollbackMissed(
                                    now, Reason.ACTION_OVERDUE, "no outcome within the limit"));
                }
            }
            case Phase.RollbackFailed _, Phase.Closed _ -> {
                // A failed rollback waits for a person; a closed rollout for nothing.
            }
        }
        if (unfolding.isQuiet()) {
            unfolding.happens(new RolloutEvent.ClockAdvanced(now));
        }
    }

    private static void whileLive(Unfolding unfolding, Phase.Live live, long now) {
        RolloutState state = unfolding.state();
        DecisionTree.gaps(
                unfolding,
                Telemetry.silence(state.rules(), state.measured(), live.watchedSinceMillis(), now),
                now);
        if (unfolding.phase() instanceof Phase.Recommended recommended
                && now >= recommended.deadlineMillis()) {
            DecisionTree.unanswered(unfolding, recommended, now);
        }
        DecisionTree.overdue(unfolding, now);
        FreezeDecider.look(unfolding, now);
    }
}
