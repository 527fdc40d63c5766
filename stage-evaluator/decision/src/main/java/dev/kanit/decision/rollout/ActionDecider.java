package dev.kanit.decision.rollout;

import dev.kanit.decision.rollout.RolloutInput.ActionFinished;
import dev.kanit.decision.rollout.RolloutInput.ActionKind;
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
            case Phase.Preparing _, Phase.Live _, Phase.RollbackFailed _
                    when input.kind() == ActionKind.KILL_SWITCH ->
                    killSwitch(unfolding, input, now);
            case Phase.Live live
                    when live.standing() instanceof Phase.Promoting(_, _, long action)
                            && input.kind() != ActionKind.MITIGATE -> {
                if (action == input.action()) {
                    promotion(unfolding, live, input, now);
                } else {
                    outdated(unfolding, action, input, now);
                }
            }
            case Phase.Live live when input.kind() == ActionKind.MITIGATE ->
                    mitigation(unfolding, live, input, now);
            case Phase.Live live
                    when live.standing() instanceof Phase.Entering(_, _, long action) -> {
                if (action == input.action()) {
                    weight(unfolding, live, input, now);
                } else {
                    outdated(unfolding, action, input, now);
                }
            }
            case Phase.RollingBack(_, _, long action, _) -> {
                if (action == input.action()) {
                    rollback(unfolding, input, now);
                } else {
                    outdated(unfolding, action, input, now);
                }
            }
            case Phase.RollbackFailed(_, _, long action, _) -> {
                if (action != input.action()) {
                    outdated(unfolding, action, input, now);
                } else if (input.succeeded()) {
                    // A rollback that was given up may still come true.
                    rollback(unfolding, input, now);
                }
            }
            case Phase.Preparing _, Phase.Live _, Phase.Closed _ -> {
                // Nothing is waited for; what was done is recorded on its own topic.
            }
        }
        if (unfolding.isQuiet()) {
            unfolding.happens(new RolloutEvent.ClockAdvanced(now));
        }
    }

    /** A mitigation that is not in effect leaves the harm that it was ordered against. */
    private static void mitigation(
            Unfolding unfolding, Phase.Live live, ActionFinished input, long now) {
        if (!input.succeeded() && !live.heldFor().contains(Reason.MITIGATION_FAILED)) {
            unfolding.happens(
                    RolloutEvent.RolloutHeld.automatic(
                            now, List.of(Reason.MITIGATION_FAILED), Phase.NONE, input.detail()));
        }
    }

    private static void promotion(
            Unfolding unfolding, Phase.Live live, ActionFinished input, long now) {
        if (input.succeeded()) {
            unfolding.happens(new RolloutEvent.RolloutCompleted(now));
        } else if (!live.heldFor().contains(Reason.ACTION_FAILED)) {
            unfolding.happens(
                    RolloutEvent.RolloutHeld.automatic(
                            now, List.of(Reason.ACTION_FAILED), Phase.NONE, input.detail()));
        }
    }

    /** A kill switch that is not off leaves people exposed: somebody must hear of it. */
    private static void killSwitch(Unfolding unfolding, ActionFinished input, long now) {
        if (input.succeeded()) {
            return;
        }
        List<Reason> heldFor =
                switch (unfolding.phase()) {
                    case Phase.Preparing preparing -> preparing.heldFor();
                    case Phase.Live live -> live.heldFor();
                    case Phase.RollingBack _, Phase.RollbackFailed _, Phase.Closed _ -> List.of();
                };
        if (unfolding.phase() instanceof Phase.RollbackFailed) {
            unfolding.happens(
                    new RolloutEvent.RollbackMissed(
                            now, Reason.KILL_SWITCH_FAILED, input.detail()));
        } else if (!heldFor.contains(Reason.KILL_SWITCH_FAILED)) {
            unfolding.happens(
                    RolloutEvent.RolloutHeld.automatic(
                            now, List.of(Reason.KILL_SWITCH_FAILED), Phase.NONE, input.detail()));
        }
    }

    /** An order that has been overtaken has ended, too: that it changed nothing is on record. */
    private static void outdated(
            Unfolding unfolding, long awaited, ActionFinished input, long now) {
        if (input.action() < awaited) {
            unfolding.happens(
                    new RolloutEvent.InputRejected(
                            now,
                            Reason.OUTDATED_ACTION,
                            "",
                            input.kind()
                                    + " of decision "
                                    + input.action()
                                    + ", while decision "
                                    + awaited
                                    + " is carried out: "
                                    + input.detail()));
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
