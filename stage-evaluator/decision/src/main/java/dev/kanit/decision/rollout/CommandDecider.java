package dev.kanit.decision.rollout;

import dev.kanit.decision.rollout.Phase.Held;
import dev.kanit.decision.rollout.Phase.Live;
import dev.kanit.decision.rollout.Phase.Recommended;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Verdicts;
import java.util.ArrayList;
import java.util.List;

/**
 * A person spoke. Where there is an incident commander, only the commander's word steers; anybody
 * may take command or leave a note. Where there is none, anybody may steer.
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
        unfolding.happens(new RolloutEvent.CommandHeard(now, command.id()));
        switch (command.kind()) {
            case NOTE ->
                    unfolding.happens(
                            new RolloutEvent.NoteTaken(now, command.by(), command.reason()));
            case START -> reject(unfolding, command, Reason.ALREADY_STARTED, state.id(), now);
            case TAKE_COMMAND -> takeCommand(unfolding, command, now);
            case APPROVE, HOLD, RESUME, ROLL_BACK -> steer(unfolding, command, now);
        }
    }

    private static void takeCommand(Unfolding unfolding, CommandGiven command, long now) {
        if (unfolding.phase() instanceof Phase.Closed) {
            reject(unfolding, command, Reason.ROLLOUT_CLOSED, "the rollout is over", now);
            return;
        }
        unfolding.happens(
                new RolloutEvent.CommandTaken(
                        now, command.by(), unfolding.state().authority().commander()));
    }

    private static void steer(Unfolding unfolding, CommandGiven command, long now) {
        RolloutState state = unfolding.state();
        if (!state.authority().heeds(command.by())) {
            String detail = state.authority().commander() + " is in command; take command first";
            reject(unfolding, command, Reason.NOT_COMMANDER, detail, now);
            return;
        }
        switch (state.phase()) {
            case Live live -> steerLive(unfolding, live, command, now);
            case Phase.RollingBack _ ->
                    reject(
                            unfolding,
                            command,
                            Reason.ALREADY_ROLLING_BACK,
                            "nothing stops a rollback",
                            now);
            case Phase.RollbackFailed _ -> {
                if (command.kind() == CommandKind.ROLL_BACK) {
                    rollBack(unfolding, command, now);
                } else {
                    reject(
                            unfolding,
                            command,
                            Reason.ALREADY_ROLLING_BACK,
                            "the rollback failed; only another rollback helps",
                            now);
                }
            }
            case Phase.Closed _ ->
                    reject(unfolding, command, Reason.ROLLOUT_CLOSED, "the rollout is over", now);
        }
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
                unfolding.happens(
                        new RolloutEvent.RolloutHeld(
                                now,
                                List.of(Reason.PERSON),
                                Phase.NONE,
                                waived,
                                -1,
                                command.by(),
                                command.reason()));
            }
            case RESUME -> resume(unfolding, live, command, now);
            case TAKE_COMMAND, NOTE, START ->
                    throw new IllegalStateException(command.kind() + " does not steer");
        }
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
            if (reason.ends() == Reason.Ends.WHEN_CLEAN || reason.ends() == Reason.Ends.BY_TIME) {
                remaining.add(reason);
            }
        }
        for (Reason reason : held.reasons()) {
            // An order is given again when nothing else stands against it.
            if (reason.ends() == Reason.Ends.BY_ACTION && !remaining.isEmpty()) {
                remaining.add(reason);
            }
        }
        if (remaining.size() == held.reasons().size()) {
            reject(
                    unfolding,
                    command,
                    Reason.SIGNALS_NOT_PASSING,
                    "the hold ends by itself: when readings come, or when the trend has calmed",
                    now);
            return;
        }
        boolean orderAgain =
                held.standing() instanceof Phase.Entering
                        && (held.reasons().contains(Reason.ACTION_FAILED)
                                || held.reasons().contains(Reason.ACTION_OVERDUE));
        unfolding.happens(new RolloutEvent.HoldReleased(now, remaining, command.by()));
        if (orderAgain && unfolding.phase() instanceof Phase.Entering entering) {
            unfolding.happens(new RolloutEvent.StageEntered(now, entering.stage()));
        }
    }

    private static void reject(
            Unfolding unfolding, CommandGiven command, Reason reason, String detail, long now) {
        unfolding.happens(new RolloutEvent.InputRejected(now, reason, command.by(), detail));
    }
}
