package dev.kanit.decision.rollout;

import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rule.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Nothing is changed in a freeze: the rollout is held where it stands. Rollback stays allowed. */
final class FreezeDecider {

    private FreezeDecider() {}

    /** What freezes the rollout now, for people; empty when nothing does. */
    static Optional<String> cause(RolloutState state, long now) {
        if (state.authority().override(Exemption.FREEZE, now).isPresent()) {
            return Optional.empty();
        }
        Freezing freezing = state.proceedings().freezing();
        return freezing.declaredBy().isEmpty()
                ? Optional.empty()
                : Optional.of("declared by " + freezing.declaredBy());
    }

    /** Holds when a freeze has begun. That it ended is found where holds are released. */
    static void look(Unfolding unfolding, long now) {
        RolloutState state = unfolding.state();
        boolean free =
                switch (state.phase()) {
                    case Phase.Preparing preparing -> !preparing.heldFor().contains(Reason.FREEZE);
                    case Phase.Live live -> !live.heldFor().contains(Reason.FREEZE);
                    case Phase.RollingBack _, Phase.RollbackFailed _, Phase.Closed _ -> false;
                };
        if (free) {
            cause(state, now)
                    .ifPresent(
                            cause ->
                                    unfolding.happens(
                                            RolloutEvent.RolloutHeld.automatic(
                                                    now,
                                                    List.of(Reason.FREEZE),
                                                    Phase.NONE,
                                                    cause)));
        }
    }

    static void declare(Unfolding unfolding, CommandGiven command, long now) {
        unfolding.happens(new RitualEvent.FreezeDeclared(now, command.by(), command.reason()));
    }

    static void lift(Unfolding unfolding, List<Reason> heldFor, CommandGiven command, long now) {
        RolloutState state = unfolding.state();
        if (state.proceedings().freezing().declaredBy().isEmpty()) {
            String detail = "nobody has declared a freeze";
            unfolding.happens(
                    new RolloutEvent.InputRejected(now, Reason.NOT_FROZEN, command.by(), detail));
            return;
        }
        Proceedings thawed = state.proceedings().freezing(Freezing.NONE);
        List<Reason> remaining = new ArrayList<>(heldFor);
        if (cause(state.proceeding(thawed), now).isEmpty()) {
            remaining.remove(Reason.FREEZE);
        }
        unfolding.happens(new RitualEvent.FreezeLifted(now, command.by(), remaining));
    }
}
