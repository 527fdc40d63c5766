package dev.kanit.codec.record;

import dev.kanit.decision.rollout.RolloutInput.ActionFinished;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.StepOutcome;
import java.util.Optional;

/** Commands and action outcomes as the core's inputs. */
public final class CommandRecords {

    private CommandRecords() {}

    public static CommandGiven of(RolloutCommand record, long receivedAtMillis) {
        return new CommandGiven(
                receivedAtMillis,
                record.getCommandId(),
                CommandKind.valueOf(record.getKind().name()),
                record.getIssuedBy(),
                record.getReason());
    }

    /**
     * The end of an action.
     *
     * @return empty for a step that does not end its action, for one that was superseded, and for a
     *     drill
     */
    public static Optional<ActionFinished> of(ActionOutcome record, long receivedAtMillis) {
        if (!record.getFinished()
                || record.getDryRun()
                || record.getOutcome() == StepOutcome.SUPERSEDED) {
            return Optional.empty();
        }
        boolean succeeded =
                record.getOutcome() == StepOutcome.APPLIED
                        || record.getOutcome() == StepOutcome.ALREADY_IN_EFFECT;
        return sequenceOf(record)
                .map(
                        sequence ->
                                new ActionFinished(
                                        receivedAtMillis, sequence, succeeded, record.getDetail()));
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
