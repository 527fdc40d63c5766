package dev.kanit.decision.rollout;

import dev.kanit.decision.rollout.RolloutInput.ActionFinished;
import dev.kanit.decision.rollout.RolloutInput.ActionKind;

/** The order that a phase waits for. */
record OpenOrder(ActionKind kind, long action) {

    /** That of {@code phase}; fails when it waits for none. */
    static OpenOrder of(Phase phase) {
        return switch (phase) {
            case Phase.Live live
                    when live.standing() instanceof Phase.Entering(_, _, long action) ->
                    new OpenOrder(ActionKind.SET_WEIGHT, action);
            case Phase.Live live when live.standing() instanceof Phase.Promoting promoting ->
                    new OpenOrder(ActionKind.PROMOTE, promoting.action());
            case Phase.RollingBack rolling -> new OpenOrder(ActionKind.ROLL_BACK, rolling.action());
            case Phase.RollbackFailed failed ->
                    new OpenOrder(ActionKind.ROLL_BACK, failed.action());
            default -> throw new IllegalStateException("no order is open in " + phase);
        };
    }

    /** Its outcome. */
    ActionFinished finished(long atMillis, boolean succeeded) {
        return new ActionFinished(atMillis, action, kind, succeeded, "as ordered");
    }
}
