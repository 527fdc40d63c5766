package dev.kanit.decision.rollout;

import dev.kanit.decision.rollout.RolloutInput.ActionFinished;
import dev.kanit.decision.rule.Reason;
import java.util.ArrayList;
import java.util.List;

/** The executor reported how an action ended. */
final class ActionDecider {

    private ActionDecider() {}

    static void decide(Unfolding unfolding, ActionFinished input) {
        RolloutState state = unfolding.state();
        long now = RolloutDecider.now(state, input);
        switch (state.phase()) {
            case Phase.Live live
                    when live.standing() instanceof Phase.Entering(_, _, long action)
                            && action == input.action() ->
                    weight(unfolding, live, input, now);
            case Phase.RollingBack(_, _, long action, _) when action == input.action() ->
                    rollback(unfolding, input, now);
            // A rollback that was given up may still come true.
            case Phase.RollbackFailed(_, _, long action, _)
                    when action == input.action() && input.succeeded() ->
                    rollback(unfolding, input, now);
            case Phase.Live _, Phase.RollingBack _, Phase.RollbackFailed _, Phase.Closed _ -> {
                // The outcome of an order that has been overtaken: recorded on its own topic.
            }
        }
        if (unfolding.isQuiet()) {
            unfolding.happens(new RolloutEvent.ClockAdvanced(now));
        }
    }

    private static void weight(
            Unfolding unfolding, Phase.Live live, ActionFinished input, long now) {
        if (!input.succeeded()) {
            if (!live.heldFor().contains(Reason.ACTION_FAILED)) {
                unfolding.happens(
                        RolloutEvent.RolloutHeld.automatic(
                                now, List.of(Reason.ACTION_FAILED), Phase.NONE, input.detail()));
            }
            return;
        }
        unfolding.happens(new RolloutEvent.StageBegan(now));
        if (unfolding.phase() instanceof Phase.Held held) {
            List<Reason> remaining = new ArrayList<>();
            for (Reason reason : held.reasons()) {
                if (reason.ends() != Reason.Ends.BY_ACTION) {
                    remaining.add(reason);
                }
            }
            if (remaining.size() < held.reasons().size()) {
                unfolding.happens(new RolloutEvent.HoldReleased(now, remaining, ""));
            }
        }
    }

    private static void rollback(Unfolding unfolding, ActionFinished input, long now) {
        unfolding.happens(
                input.succeeded()
                        ? new RolloutEvent.RolloutRolledBack(now, input.detail())
                        : new RolloutEvent.RollbackMissed(
                                now, Reason.ACTION_FAILED, input.detail()));
    }
}
