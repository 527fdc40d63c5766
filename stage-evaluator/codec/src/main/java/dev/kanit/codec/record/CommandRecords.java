package dev.kanit.codec.record;

import dev.kanit.decision.rollout.Permissions;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.Roles;
import dev.kanit.decision.rollout.RolloutInput;
import dev.kanit.decision.rollout.RolloutInput.ActionFinished;
import dev.kanit.decision.rollout.RolloutInput.ActionKind;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rollout.RolloutInput.CommandRefused;
import dev.kanit.decision.rule.Reason;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.StepOutcome;
import java.util.Arrays;
import java.util.Optional;

/** Commands and action outcomes as the core's inputs. */
public final class CommandRecords {

    private static final int MAX_DETAIL = 4_000;
    private static final String REFUSED_BECAUSE = ": ";

    private CommandRecords() {}

    /** The command in {@code record}; one that the API refused is nothing but that. */
    public static RolloutInput of(RolloutCommand record, long receivedAtMillis) {
        return record.getRefusal().isEmpty()
                ? given(record, receivedAtMillis)
                : refused(record, receivedAtMillis);
    }

    /** Whether it is a start that the API let through, of somebody who may. */
    public static boolean mayStart(RolloutCommand record) {
        return record.getKind() == dev.kanit.wire.CommandKind.START
                && record.getRefusal().isEmpty()
                && Permissions.allow(CommandKind.START, Roles.of(record.getRoles()));
    }

    /** The text of a refusal, as {@link #of} reads it. */
    public static String refusal(Reason why, String detail) {
        return why + REFUSED_BECAUSE + detail;
    }

    private static CommandRefused refused(RolloutCommand record, long receivedAtMillis) {
        String text = record.getRefusal();
        int colon = text.indexOf(REFUSED_BECAUSE);
        String code = colon < 0 ? "" : text.substring(0, colon);
        Reason why =
                Arrays.stream(Reason.values())
                        .filter(reason -> reason.name().equals(code))
                        .findFirst()
                        .orElse(Reason.NOT_PERMITTED);
        String detail = code.equals(why.name()) ? text.substring(colon + 2) : text;
        return new CommandRefused(
                receivedAtMillis,
                CommandKind.valueOf(record.getKind().name()),
                record.getIssuedBy(),
                why,
                detail);
    }

    /** The command in {@code record}, which the API let through. */
    public static CommandGiven given(RolloutCommand record, long receivedAtMillis) {
        return new CommandGiven(
                receivedAtMillis,
                record.getCommandId(),
                CommandKind.valueOf(record.getKind().name()),
                record.getIssuedBy(),
                record.getReason(),
                record.getSubject(),
                record.getPlanDigest(),
                record.getExpiresAt() == null ? Phase.NONE : record.getExpiresAt().toEpochMilli(),
                Roles.of(record.getRoles()));
    }

    /**
     * The end of an action.
     *
     * @return empty for a step that does not end its action, and for a drill; an action that was
     *     superseded has not succeeded, and means nothing when a newer one is waited for
     */
    public static Optional<ActionFinished> of(ActionOutcome record, long receivedAtMillis) {
        if (!record.getFinished() || record.getDryRun()) {
            return Optional.empty();
        }
        boolean succeeded =
                record.getOutcome() == StepOutcome.APPLIED
                        || record.getOutcome() == StepOutcome.ALREADY_IN_EFFECT;
        return sequenceOf(record)
                .map(
                        sequence ->
                                new ActionFinished(
                                        receivedAtMillis,
                                        sequence,
                                        ActionKind.valueOf(record.getKind().name()),
                                        succeeded,
                                        shortened(record.getDetail())));
    }

    private static String shortened(String detail) {
        return detail.substring(0, Math.min(MAX_DETAIL, detail.length()));
    }

    /** The decision sequence at the end of an action id. */
    private static Optional<Long> sequenceOf(ActionOutcome record) {
        String id = record.getActionId();
        String prefix = record.getRolloutId() + "/";
        if (!id.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(id.substring(prefix.length())));
        } catch (NumberFormatException noSequence) {
            return Optional.empty();
        }
    }
}
