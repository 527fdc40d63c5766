package dev.kanit.codec.run;

import dev.kanit.codec.record.CheckRecords;
import dev.kanit.codec.record.CommandRecords;
import dev.kanit.codec.record.SnapshotReader;
import dev.kanit.codec.record.SnapshotReader.SignalNames;
import dev.kanit.decision.rollout.RolloutInput;
import dev.kanit.decision.rollout.RolloutInput.SnapshotArrived;
import dev.kanit.decision.rollout.RolloutInput.TimeAdvanced;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.CheckResult;
import dev.kanit.wire.ClockTick;
import dev.kanit.wire.RolloutCommand;
import java.util.Optional;

/** Reads the bytes of an input topic as what they mean to a rollout. */
final class InputReader {

    private static final int MAX_NAME = 200;
    private static final int MAX_REASON = 2_000;
    private static final int MAX_SUBJECT = 300;
    private static final int MAX_REFUSAL = 1_000;

    private final Codecs codecs;
    private final SnapshotReader snapshots;

    InputReader(Codecs codecs) {
        this.codecs = codecs;
        this.snapshots = new SnapshotReader(codecs.snapshots());
    }

    /**
     * The input in {@code value}; empty when the record says nothing to the decision core.
     *
     * @throws MalformedRecordException when the bytes are no record of that topic
     */
    Optional<RolloutInput> read(
            String topic, byte[] value, String id, SignalNames names, long receivedAt) {
        return switch (topic) {
            case TopicCatalogue.SIGNALS ->
                    Optional.of(new SnapshotArrived(receivedAt, snapshots.read(value, id, names)));
            case TopicCatalogue.COMMANDS ->
                    Optional.of(CommandRecords.of(command(value, id), receivedAt));
            case TopicCatalogue.ACTIONS -> {
                ActionOutcome outcome = codecs.actions().decode(value);
                requireRollout(outcome.getRolloutId(), id);
                yield CommandRecords.of(outcome, receivedAt).map(RolloutInput.class::cast);
            }
            case TopicCatalogue.TICKS -> {
                ClockTick tick = codecs.ticks().decode(value);
                requireRollout(tick.getRolloutId(), id);
                yield Optional.of(new TimeAdvanced(tick.getAt().toEpochMilli()));
            }
            case TopicCatalogue.CHECKS -> {
                CheckResult result = codecs.checks().decode(value);
                requireRollout(result.getRolloutId(), id);
                yield Optional.of(CheckRecords.of(result, receivedAt));
            }
            default -> throw new IllegalArgumentException("topic: " + topic + " (expected: input)");
        };
    }

    /**
     * Whether the record is of a drill, which belongs to no rollout and decides nothing.
     *
     * @throws MalformedRecordException when the bytes are no record of that topic
     */
    boolean isRehearsal(String topic, byte[] value) {
        return topic.equals(TopicCatalogue.ACTIONS) && codecs.actions().decode(value).getDryRun();
    }

    /** The command in {@code value}, which must be of the rollout that its key names. */
    RolloutCommand command(byte[] value, String id) {
        RolloutCommand command = codecs.commands().decode(value);
        requireRollout(command.getRolloutId(), id);
        requireShort("commandId", command.getCommandId(), MAX_NAME);
        requireShort("issuedBy", command.getIssuedBy(), MAX_NAME);
        requireShort("reason", command.getReason(), MAX_REASON);
        requireShort("subject", command.getSubject(), MAX_SUBJECT);
        requireShort("planDigest", command.getPlanDigest(), MAX_NAME);
        requireShort("refusal", command.getRefusal(), MAX_REFUSAL);
        return command;
    }

    /** Texts travel on into decisions and alerts, whose topics take less than this one. */
    private static void requireShort(String field, String text, int most) {
        if (text.length() > most) {
            throw new MalformedRecordException(
                    MalformedRecordException.Reason.TOO_LARGE,
                    field + ": " + text.length() + " characters (expected: <= " + most + ")");
        }
    }

    private static void requireRollout(String found, String id) {
        if (!found.equals(id)) {
            throw new MalformedRecordException(
                    MalformedRecordException.Reason.UNREADABLE,
                    "rolloutId: " + found + " (expected: the record's key, " + id + ")");
        }
    }
}
