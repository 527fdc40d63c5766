package dev.kanit.decision.rollout;

import dev.kanit.decision.rollout.Phase.Held;
import dev.kanit.decision.rollout.Phase.Live;
import dev.kanit.decision.rollout.Phase.Recommended;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Verdicts;
import java.util.ArrayList;
import java.util.List;

/**
 * A person spoke. Where there is an incident commander, only the commander's word steers; anybody
 * may leave a note, and who takes command must be offered it. Where there is none, anybody may
 * steer whose roles allow it.
 */
final class CommandDecider {

    private CommandDecider() {}

    static void decide(Unfolding unfolding, CommandGiven command) {
        RolloutState state = unfolding.state();
        long now = RolloutDecider.now(state, command);
        if (command.by().isBlank()) {
            reject(unfolding, command, Reason.NO_IDENTITY, "nobody signed it", now);
            return;
        }
        if (state.authority().hasHeard(command.id())) {
            reject(unfolding, command, Reason.REPEATED_COMMAND, "command " + command.id(), now);
            return;
        }
        if (!Permissions.allow(command.kind(), command.roles())) {
            reject(
                    unfolding,
                    command,
                    Reason.NOT_PERMITTED,
                    command.kind() + " needs one of " + Permissions.needed(command.kind()),
                    now);
            return;
        }
        unfolding.happens(new RolloutEvent.CommandHeard(now, command.id()));
        switch (command.kind()) {
            case NOTE ->
                    unfolding.happens(
                            new RolloutEvent.NoteTaken(now, command.by(), command.reason()));
            case START -> reject(unfolding, command, Reason.ALREADY_STARTED, state.id(), now);
            case TAKE_COMMAND -> PeopleDecider.takeCommand(unfolding, command, now);
            case HAND_OVER -> PeopleDecider.handOver(unfolding, command, now);
            case OVERRIDE -> PeopleDecider.override(unfolding, command, now);
            case ACKNOWLEDGE -> PeopleDecider.acknowledge(unfolding, command, now);
            case ATTEST -> PreparationDecider.attest(unfolding, command, now);
            case APPROVE_GO -> PreparationDecider.approve(unfolding, command, now);
            case RERUN -> RerunDecider.decide(unfolding, command, now);
            case APPROVE, HOLD, RESUME, ROLL_BACK, CLOSE_FAILURE, FREEZE, UNFREEZE, KILL_SWITCH ->
                    steer(unfolding, command, now);
        }
    }

    /** The API refused it: said for the record, and nothing else. */
    static void refused(Unfolding unfolding, RolloutInput.CommandRefused command) {
        long now = RolloutDecider.now(unfolding.state(), command);
        String detail = command.kind() + " refused by the API: " + command.detail();
        unfolding.happens(new RolloutEvent.InputRejected(now, command.why(), command.by(), detail));
    }

    private static void steer(Unfolding unfolding, CommandGiven command, long now) {
        RolloutState state = unfolding.state();
        if (!state.authority().heeds(command.by())) {
            String detail = state.authority().commander() + " is in command; take command first";
            reject(unfolding, command, Reason.NOT_COMMANDER, detail, now);
            return;
        }
        switch (state.phase()) {
            case Phase.Preparing preparing -> steerPreparing(unfolding, preparing, command, now);
            case Live live -> steerLive(unfolding, live, command, now);
            case Phase.RollingBack _ ->
                    reject(
                            unfolding,
                            command,
                            Reason.ALREADY_ROLLING_BACK,
                            "nothing stops a rollback",
                            now);
            case Phase.RollbackFailed _ -> steerFailed(unfolding, command, now);
            case Phase.Closed _ ->
                    reject(unfolding, command, Reason.ROLLOUT_CLOSED, "the rollout is over", now);
        }
    }

    private static void steerFailed(Unfolding unfolding, CommandGiven command, long now) {
        switch (command.kind()) {
            case ROLL_BACK -> rollBack(unfolding, command, now);
            case KILL_SWITCH -> killSwitch(unfolding, command, now);
            case CLOSE_FAILURE -> {
                if (command.reason().isBlank()) {
                    String detail = "reason: '' (expected: what was done instead)";
                    reject(unfolding, command, Reason.INCOMPLETE_COMMAND, detail, now);
                } else {
                    unfolding.happens(
                            new RitualEvent.FailureClosed(now, command.by(), command.reason()));
                }
            }
            default ->
                    reject(
                            unfolding,
                            command,
                            Reason.ALREADY_ROLLING_BACK,
                            "the rollback failed; only another rollback helps",
                            now);
        }
    }

    private static void steerPreparing(
            Unfolding unfolding, Phase.Preparing preparing, CommandGiven command, long now) {
        switch (command.kind()) {
            case ROLL_BACK -> rollBack(unfolding, command, now);
            case HOLD -> unfolding.happens(held(command, 0, now));
            case RESUME -> {
                List<Reason> remaining = new ArrayList<>(preparing.heldFor());
                remaining.removeIf(reason -> reason.ends() == Reason.Ends.BY_PERSON);
                if (remaining.size() == preparing.heldFor().size()) {
                    String detail = "nothing is held by a person; checks and people make a GO";
                    reject(unfolding, command, Reason.NOT_HELD, detail, now);
                } else {
                    unfolding.happens(new RolloutEvent.HoldReleased(now, remaining, command.by()));
                    PreparationDecider.look(unfolding, now);
                }
            }
            case FREEZE -> FreezeDecider.declare(unfolding, command, now);
            case UNFREEZE -> {
                FreezeDecider.lift(unfolding, preparing.heldFor(), command, now);
                PreparationDecider.look(unfolding, now);
            }
            case KILL_SWITCH -> killSwitch(unfolding, command, now);
            case CLOSE_FAILURE -> noFailure(unfolding, command, now);
            default ->
                    reject(
                            unfolding,
                            command,
                            Reason.NOTHING_TO_APPROVE,
                            "no rollback is recommended",
                            now);
        }
    }

    private static RolloutEvent.RolloutHeld held(CommandGiven command, long waived, long now) {
        return new RolloutEvent.RolloutHeld(
                now,
                List.of(Reason.PERSON),
                Phase.NONE,
                waived,
                -1,
                command.by(),
                command.reason());
    }

    private static void steerLive(Unfolding unfolding, Live live, CommandGiven command, long now) {
        switch (command.kind()) {
            case ROLL_BACK -> rollBack(unfolding, command, now);
            case APPROVE -> {
                if (live instanceof Recommended) {
                    rollBack(unfolding, command, now);
                } else {
                    reject(
                            unfolding,
                            command,
                            Reason.NOTHING_TO_APPROVE,
                            "no rollback is recommended",
                            now);
                }
            }
            case HOLD -> {
                long waived = live instanceof Recommended recommended ? recommended.failing() : 0;
                unfolding.happens(held(command, waived, now));
            }
            case RESUME -> resume(unfolding, live, command, now);
            case FREEZE -> FreezeDecider.declare(unfolding, command, now);
            case UNFREEZE -> FreezeDecider.lift(unfolding, live.heldFor(), command, now);
            case KILL_SWITCH -> killSwitch(unfolding, command, now);
            case CLOSE_FAILURE -> noFailure(unfolding, command, now);
            case TAKE_COMMAND,
                    NOTE,
                    START,
                    HAND_OVER,
                    APPROVE_GO,
                    OVERRIDE,
                    ATTEST,
                    ACKNOWLEDGE,
                    RERUN ->
                    throw new IllegalStateException(command.kind() + " does not steer");
        }
    }

    private static void killSwitch(Unfolding unfolding, CommandGiven command, long now) {
        unfolding.happens(new RitualEvent.KillSwitchOrdered(now, command.by(), command.reason()));
    }

    private static void noFailure(Unfolding unfolding, CommandGiven command, long now) {
        String detail = "no rollback has failed";
        reject(unfolding, command, Reason.NO_FAILURE, detail, now);
    }

    private static void rollBack(Unfolding unfolding, CommandGiven command, long now) {
        unfolding.happens(
                new RolloutEvent.RollbackOrdered(now, Reason.PERSON, -1, command.by(), Phase.NONE));
    }

    /** Ends what a person may end. A failing signal or a gap is no matter of opinion. */
    private static void resume(Unfolding unfolding, Live live, CommandGiven command, long now) {
        RolloutState state = unfolding.state();
        if (!(live instanceof Held held)) {
            reject(unfolding, command, Reason.NOT_HELD, "nothing is held", now);
            return;
        }
        Verdicts verdicts = Verdicts.of(state.rules(), state.measured());
        if (verdicts.failing() != 0) {
            reject(
                    unfolding,
                    command,
                    Reason.SIGNALS_NOT_PASSING,
                    "a golden signal is over its limit",
                    now);
            return;
        }
        List<Reason> remaining = new ArrayList<>();
        for (Reason reason : held.reasons()) {
            // A gap ends with readings, a trend with time: neither is a matter of opinion.
            if (reason.ends() == Reason.Ends.WHEN_CLEAN
                    || reason.ends() == Reason.Ends.BY_TIME
                    || reason.ends() == Reason.Ends.WHEN_THAWED) {
                remaining.add(reason);
            }
        }
        for (Reason reason : held.reasons()) {
            // An order is given again when nothing else stands against it.
            boolean needsOrder =
                    reason.ends() == Reason.Ends.BY_ACTION || reason == Reason.MITIGATED;
            if (needsOrder && !remaining.isEmpty()) {
                remaining.add(reason);
            }
        }
        if (remaining.size() == held.reasons().size()) {
            reject(
                    unfolding,
                    command,
                    Reason.SIGNALS_NOT_PASSING,
                    held.reasons().contains(Reason.FREEZE)
                            ? "the hold ends with the freeze"
                            : "the hold ends by itself: when readings come, or when the trend has"
                                    + " calmed",
                    now);
            return;
        }
        boolean isMitigated =
                held.reasons().contains(Reason.MITIGATED) && !remaining.contains(Reason.MITIGATED);
        boolean orderAgain =
                held.standing().awaitsAction()
                        && (held.reasons().contains(Reason.ACTION_FAILED)
                                || held.reasons().contains(Reason.ACTION_OVERDUE));
        if ((isMitigated || (orderAgain && remaining.isEmpty()))
                && FreezeDecider.forbidsOrder(state, now).isPresent()) {
            reject(unfolding, command, Reason.FREEZE, "nothing is ordered in a freeze", now);
            return;
        }
        unfolding.happens(new RolloutEvent.HoldReleased(now, remaining, command.by()));
        if (isMitigated || (orderAgain && unfolding.phase() instanceof Phase.Entering)) {
            unfolding.happens(new RolloutEvent.StageEntered(now, unfolding.phase().stage()));
        }
        if (orderAgain && unfolding.phase() instanceof Phase.Promoting) {
            unfolding.happens(new RitualEvent.PromotionOrdered(now));
        }
    }

    private static void reject(
            Unfolding unfolding, CommandGiven command, Reason reason, String detail, long now) {
        unfolding.happens(new RolloutEvent.InputRejected(now, reason, command.by(), detail));
    }
}
