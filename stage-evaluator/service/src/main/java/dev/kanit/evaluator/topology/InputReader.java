package dev.kanit.evaluator.topology;

import dev.kanit.codec.record.CommandRecords;
import dev.kanit.codec.record.SnapshotReader;
import dev.kanit.decision.rollout.RolloutInput;
import dev.kanit.decision.rollout.RolloutInput.SnapshotArrived;
import dev.kanit.decision.rollout.RolloutInput.TimeAdvanced;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutCommand;
import java.util.Optional;

/** Reads the bytes of an input topic as what they mean to a rollout. */
final class InputReader {

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
    Optional<RolloutInput> read(String topic, byte[] value, LiveRollout rollout, long receivedAt) {
        return switch (topic) {
            case TopicCatalogue.SIGNALS ->
                    Optional.of(
                            new SnapshotArrived(
                                    receivedAt,
                                    snapshots.read(value, rollout.state().id(), rollout.names())));
            case TopicCatalogue.COMMANDS ->
                    Optional.of(CommandRecords.of(command(value), receivedAt));
            case TopicCatalogue.ACTIONS ->
                    CommandRecords.of(codecs.actions().decode(value), receivedAt)
                            .map(RolloutInput.class::cast);
            case TopicCatalogue.TICKS ->
                    Optional.of(
                            new TimeAdvanced(codecs.ticks().decode(value).getAt().toEpochMilli()));
            case TopicCatalogue.CHECKS -> {
                codecs.checks().decode(value);
                yield Optional.empty();
            }
            default -> throw new IllegalArgumentException("topic: " + topic + " (expected: input)");
        };
    }

    RolloutCommand command(byte[] value) {
        return codecs.commands().decode(value);
    }
}
