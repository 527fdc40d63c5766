package dev.kanit.codec.record;

import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.Roles;
import dev.kanit.decision.rollout.RolloutInput.ActionFinished;
import dev.kanit.decision.rollout.RolloutInput.ActionKind;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.StepOutcome;
import java.util.Optional;

/** Commands and action outcomes as the core's inputs. */
public final class CommandRecords {

    private static final int MAX_DETAIL = 4_000;

    private CommandRecords() {}

    public static CommandGiven of(RolloutCommand record, long receivedAtMillis) {
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
