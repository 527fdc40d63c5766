package dev.kanit.decision.rollout;

import dev.kanit.decision.plan.FreezeCalendar;
import dev.kanit.decision.plan.FreezePlan;
import dev.kanit.decision.plan.FreezeWindow;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rule.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Nothing is changed in a freeze: the rollout is held where it stands. Rollback stays allowed. */
final class FreezeDecider {

    private static final double WHOLE = 100;

    private FreezeDecider() {}

    /** What freezes the rollout now, for people; empty when nothing does. */
    static Optional<String> cause(RolloutState state, long now) {
        return cause(state, now, changesNothing(state, now));
    }

    /** What forbids an order now, also where standing still would be fine. */
    static Optional<String> forbidsOrder(RolloutState state, long now) {
        return cause(state, now, false);
    }

    private static Optional<String> cause(RolloutState state, long now, boolean standsStill) {
        if (state.authority().override(Exemption.FREEZE, now).isPresent()) {
            return Optional.empty();
        }
        Freezing freezing = state.proceedings().freezing();
        if (!freezing.declaredBy().isEmpty()) {
            return Optional.of("declared by " + freezing.declaredBy());
        }
        return state.plan()
                .ritual()
                .freeze()
                .flatMap(plan -> planned(state, plan, now, standsStill));
    }

    private static Optional<String> planned(
            RolloutState state, FreezePlan plan, long now, boolean standsStill) {
        Optional<ErrorBudget> budget = ErrorBudget.of(state);
        if (plan.budgetBelow().isPresent()
                && budget.isPresent()
                && budget.get().left() < plan.budgetBelow().getAsDouble()) {
            return Optional.of(
                    percent(budget.get().left())
                            + " of the error budget left (frozen below "
                            + percent(plan.budgetBelow().getAsDouble())
                            + ")");
        }
        return standsStill
                ? Optional.empty()
                : window(state, plan, now)
                        .map(window -> "window " + window.name() + ", " + plan.zone());
    }

    private static Optional<FreezeWindow> window(RolloutState state, FreezePlan plan, long now) {
        return state.proceedings()
                .freezing()
                .zone()
                .flatMap(
                        zone ->
                                FreezeCalendar.open(
                                        plan, state.plan().ritual().change(), zone, now));
    }

    /** A watch changes nothing, until a promotion is due. */
    private static boolean changesNothing(RolloutState state, long now) {
        if (!(state.phase() instanceof Phase.Live live)) {
            return false;
        }
        return switch (live.standing()) {
            case Phase.Watching(_, long since) ->
                    !state.plan().ritual().promote()
                            || now - since < state.plan().watch().toMillis();
            case Phase.Promoting _ -> true;
            case Phase.Entering _, Phase.Baking _ -> false;
        };
    }

    /** When a window opens or closes next; empty when none does within days. */
    static Optional<Long> nextChange(RolloutState state, long now) {
        return state.plan()
                .ritual()
                .freeze()
                .flatMap(
                        plan ->
                                state.proceedings()
                                        .freezing()
                                        .zone()
                                        .flatMap(
                                                zone ->
                                                        FreezeCalendar.nextChange(
                                                                plan,
                                                                state.plan().ritual().change(),
                                                                zone,
                                                                now)));
    }

    private static String percent(double share) {
        return Math.round(share * WHOLE) + "%";
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
        Proceedings thawed =
                state.proceedings().freezing(state.proceedings().freezing().declared(""));
        List<Reason> remaining = new ArrayList<>(heldFor);
        if (cause(state.proceeding(thawed), now).isEmpty()) {
            remaining.remove(Reason.FREEZE);
        }
        unfolding.happens(new RitualEvent.FreezeLifted(now, command.by(), remaining));
    }
}
