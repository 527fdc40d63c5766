package dev.kanit.executor.log;

import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.run.ActionDesk;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads back what the log holds of a partition's actions, from its beginning to its end. */
final class RecordedActions {

    private static final Logger LOG = LoggerFactory.getLogger(RecordedActions.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final RecordCodec<ActionOutcome> codec;

    RecordedActions(RecordCodec<ActionOutcome> codec) {
        this.codec = codec;
    }

    /** Tells {@code desk} every step that {@code partition} holds. */
    void recall(Consumer<String, byte[]> consumer, int partition, ActionDesk desk) {
        TopicPartition actions = new TopicPartition(TopicCatalogue.ACTIONS, partition);
        List<TopicPartition> one = List.of(actions);
        consumer.assign(one);
        consumer.seekToBeginning(one);
        Map<TopicPartition, Long> ends = consumer.endOffsets(one);
        long end = ends.getOrDefault(actions, 0L);
        while (consumer.position(actions) < end) {
            consumer.poll(POLL)
                    .records(actions)
                    .forEach(record -> recall(record.offset(), record.value(), desk));
        }
    }

    private void recall(long offset, byte[] value, ActionDesk desk) {
        try {
            ActionOutcome outcome = codec.decode(value);
            if (!outcome.getDryRun()) {
                desk.recall(
                        outcome.getRolloutId(),
                        new Fence(outcome.getGeneration(), outcome.getActionId()),
                        Outcomes.fromWire(outcome));
            }
        } catch (MalformedRecordException | IllegalArgumentException unreadable) {
            // An action whose record is lost is taken again, which the fence makes harmless.
            LOG.atWarn()
                    .addKeyValue("offset", offset)
                    .addKeyValue("reason", unreadable.getMessage())
                    .log("unreadable outcome passed over");
        }
    }
}
