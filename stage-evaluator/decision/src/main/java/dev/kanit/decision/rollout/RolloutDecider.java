package dev.kanit.decision.rollout;

import dev.kanit.decision.plan.FreezePlan;
import dev.kanit.decision.plan.ZoneFacts;
import dev.kanit.decision.rollout.RolloutInput.ActionFinished;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rollout.RolloutInput.InputUnreadable;
import dev.kanit.decision.rollout.RolloutInput.SnapshotArrived;
import dev.kanit.decision.rollout.RolloutInput.TimeAdvanced;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Rulebook;
import java.util.List;

/** Decides what an input means for a rollout. Stateless; every method is a pure function. */
public final class RolloutDecider {

    private RolloutDecider() {}

    /** Starts a rollout: the first weight is ordered, unless something is to be asked before. */
    public static Transition start(String id, Rulebook rules, CommandGiven command) {
        long at = command.receivedAtMillis();
        Unfolding unfolding = new Unfolding(RolloutState.initial(id, rules, at));
        unfolding.happens(new RolloutEvent.CommandHeard(at, command.id()));
        rules.plan()
                .ritual()
                .freeze()
                .map(freeze -> zone(freeze, command))
                .ifPresent(zone -> unfolding.happens(new RolloutEvent.ZoneKnown(at, zone)));
        unfolding.happens(new RolloutEvent.RolloutStarted(at, command.by(), command.reason()));
        if (unfolding.phase() instanceof Phase.Preparing) {
            PreparationDecider.look(unfolding, at);
        } else {
            unfolding.happens(new RolloutEvent.StageEntered(at, 0));
        }
        return unfolding.done();
    }

    /** The command tells, so that a replay sees the same; only what does not, this JDK tells. */
    private static ZoneFacts zone(FreezePlan freeze, CommandGiven start) {
        return ZoneFacts.parse(start.subject())
                .orElseGet(() -> ZoneFacts.of(freeze.zone(), start.receivedAtMillis()));
    }

    /** Decides, and folds the outcome: what a caller that keeps the state needs. */
    public static Transition transition(RolloutState state, RolloutInput input) {
        Unfolding unfolding = new Unfolding(state);
        PeopleDecider.endOverrides(unfolding, now(state, input));
        switch (input) {
            case SnapshotArrived arrived -> SnapshotDecider.decide(unfolding, arrived);
            case TimeAdvanced advanced -> ClockDecider.decide(unfolding, advanced);
            case CommandGiven command -> CommandDecider.decide(unfolding, command);
            case RolloutInput.CommandRefused refused -> CommandDecider.refused(unfolding, refused);
            case RolloutInput.CheckFinished check -> PreparationDecider.decide(unfolding, check);
            case ActionFinished finished -> ActionDecider.decide(unfolding, finished);
            case InputUnreadable unreadable -> unreadable(unfolding, unreadable);
        }
        return unfolding.done();
    }

    /** What {@code input} causes in {@code state}. Reads both, changes neither. */
    public static List<RolloutEvent> decide(RolloutState state, RolloutInput input) {
        return transition(state, input).events();
    }

    /** Folds one event into the state. Total over every event that {@link #decide} produces. */
    public static RolloutState evolve(RolloutState state, RolloutEvent event) {
        return Evolution.evolve(state, event);
    }

    /** In doubt, hold: what could not be read may have said that something is wrong. */
    private static void unreadable(Unfolding unfolding, InputUnreadable input) {
        if (unfolding.phase() instanceof Phase.Live live
                && !live.heldFor().contains(Reason.UNREADABLE_INPUT)) {
            unfolding.happens(
                    RolloutEvent.RolloutHeld.automatic(
                            now(unfolding.state(), input),
                            List.of(Reason.UNREADABLE_INPUT),
                            Phase.NONE,
                            "a record of " + input.topic() + " is a dead letter"));
        }
    }

    /** Event time never goes back. */
    static long now(RolloutState state, RolloutInput input) {
        return Math.max(state.counters().clockMillis(), input.receivedAtMillis());
    }
}
