package dev.kanit.decision.rollout;

import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rule.Reason;
import java.time.Duration;

/** Who is in command, which rules are set aside, and who looks after what. */
final class PeopleDecider {

    /** An override that nobody remembers must end all the same. */
    static final Duration LONGEST_OVERRIDE = Duration.ofHours(24);

    private PeopleDecider() {}

    /** Ends the overrides whose time is over; automation resumes with what the input says. */
    static void endOverrides(Unfolding unfolding, long now) {
        if (unfolding.phase() instanceof Phase.Closed) {
            return;
        }
        for (Exemption one : unfolding.state().authority().overrides()) {
            if (one.expiresAtMillis() <= now) {
                unfolding.happens(new RitualEvent.OverrideEnded(now, one.subject(), one.by()));
            }
        }
    }

    static void takeCommand(Unfolding unfolding, CommandGiven command, long now) {
        Authority authority = unfolding.state().authority();
        if (isOver(unfolding, command, now)) {
            return;
        }
        if (authority.admits(command.by(), now)) {
            unfolding.happens(
                    new RolloutEvent.CommandTaken(now, command.by(), authority.commander()));
        } else {
            String detail =
                    authority.commander()
                            + " is in command (expected: a hand-over to "
                            + command.by()
                            + ", or an override of 'command')";
            reject(unfolding, command, Reason.COMMAND_HELD, detail, now);
        }
    }

    static void handOver(Unfolding unfolding, CommandGiven command, long now) {
        Authority authority = unfolding.state().authority();
        if (isOver(unfolding, command, now)) {
            return;
        }
        if (!authority.commander().equals(command.by())) {
            String detail = "only the commander hands over";
            reject(unfolding, command, Reason.NOT_COMMANDER, detail, now);
        } else if (command.subject().isBlank()) {
            String detail = "subject: '' (expected: who shall take command)";
            reject(unfolding, command, Reason.INCOMPLETE_COMMAND, detail, now);
        } else {
            unfolding.happens(
                    new RitualEvent.CommandOffered(
                            now, command.by(), command.subject(), command.reason()));
        }
    }

    static void override(Unfolding unfolding, CommandGiven command, long now) {
        RolloutState state = unfolding.state();
        if (isOver(unfolding, command, now) || isIncomplete(unfolding, command, now)) {
            return;
        }
        boolean takesOver = command.subject().equals(Exemption.COMMAND);
        if (!takesOver && !state.authority().heeds(command.by())) {
            String detail = state.authority().commander() + " is in command; take command first";
            reject(unfolding, command, Reason.NOT_COMMANDER, detail, now);
        } else if (!isRule(state, command.subject())) {
            String detail =
                    "'" + command.subject() + "' (expected: go, command, freeze or a trigger)";
            reject(unfolding, command, Reason.UNKNOWN_RULE, detail, now);
        } else if (!applies(state, command.subject())) {
            String detail = "'" + command.subject() + "' stops nothing now";
            reject(unfolding, command, Reason.NOTHING_TO_OVERRIDE, detail, now);
        } else if (isFull(state.authority(), command.subject())) {
            String detail = "at most " + Authority.MAX_OVERRIDES + " at a time";
            reject(unfolding, command, Reason.TOO_MANY_OVERRIDES, detail, now);
        } else {
            unfolding.happens(
                    new RitualEvent.RuleOverridden(
                            now,
                            command.subject(),
                            command.by(),
                            command.expiresAtMillis(),
                            command.reason()));
        }
    }

    static void acknowledge(Unfolding unfolding, CommandGiven command, long now) {
        RolloutState state = unfolding.state();
        String prefix = state.id() + "/";
        boolean open =
                command.subject().startsWith(prefix)
                        && OnCall.open(state)
                                .contains(command.subject().substring(prefix.length()));
        if (open) {
            unfolding.happens(
                    new RitualEvent.AlertAcknowledged(
                            now, command.by(), command.subject(), command.reason()));
        } else {
            String detail = "no alert '" + command.subject() + "' is open";
            reject(unfolding, command, Reason.NOTHING_TO_ACKNOWLEDGE, detail, now);
        }
    }

    private static boolean isIncomplete(Unfolding unfolding, CommandGiven command, long now) {
        String missing =
                command.subject().isBlank()
                        ? "subject: '' (expected: the rule that is set aside)"
                        : command.reason().isBlank()
                                ? "reason: '' (expected: why, and what is risked)"
                                : command.expiresAtMillis() == Phase.NONE
                                        ? "expiresAt: none (expected: when it ends)"
                                        : "";
        if (!missing.isEmpty()) {
            reject(unfolding, command, Reason.INCOMPLETE_COMMAND, missing, now);
            return true;
        }
        if (command.expiresAtMillis() <= now) {
            reject(unfolding, command, Reason.EXPIRED, "the override has ended already", now);
            return true;
        }
        if (command.expiresAtMillis() - now > LONGEST_OVERRIDE.toMillis()) {
            String detail = "expiresAt (expected: within " + LONGEST_OVERRIDE.toHours() + " h)";
            reject(unfolding, command, Reason.INCOMPLETE_COMMAND, detail, now);
            return true;
        }
        return false;
    }

    private static boolean isRule(RolloutState state, String subject) {
        return switch (subject) {
            case Exemption.GO, Exemption.COMMAND, Exemption.FREEZE -> true;
            default -> state.plan().triggers().stream().anyMatch(one -> one.name().equals(subject));
        };
    }

    /** Nothing stops a rollback, and GO is asked before the first stage only. */
    private static boolean applies(RolloutState state, String subject) {
        return switch (state.phase()) {
            case Phase.Preparing _ -> true;
            case Phase.Live _ -> !subject.equals(Exemption.GO);
            case Phase.RollingBack _, Phase.RollbackFailed _, Phase.Closed _ ->
                    subject.equals(Exemption.COMMAND);
        };
    }

    private static boolean isFull(Authority authority, String subject) {
        return authority.overrides().size() == Authority.MAX_OVERRIDES
                && authority.overrides().stream().noneMatch(one -> one.subject().equals(subject));
    }

    private static boolean isOver(Unfolding unfolding, CommandGiven command, long now) {
        if (unfolding.phase() instanceof Phase.Closed) {
            reject(unfolding, command, Reason.ROLLOUT_CLOSED, "the rollout is over", now);
            return true;
        }
        return false;
    }

    private static void reject(
            Unfolding unfolding, CommandGiven command, Reason reason, String detail, long now) {
        unfolding.happens(new RolloutEvent.InputRejected(now, reason, command.by(), detail));
    }
}
