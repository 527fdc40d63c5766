package dev.kanit.executor.log;

import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.run.ActionDesk;
import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back what the log holds of the actions that may have to go on: those of decisions that the
 * group has not done with. Older ones have their end in the log, or their decision would be read
 * again.
 */
final class RecordedActions {

    private static final Logger LOG = LoggerFactory.getLogger(RecordedActions.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final LateCodec<ActionOutcome> outcomes;
    private final InstantSource clock;

    RecordedActions(LateCodec<ActionOutcome> outcomes, InstantSource clock) {
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /**
     * Asks the registry now, so that a recall need not.
     *
     * @throws dev.kanit.schemas.RegistryException to be tried again
     */
    void open() {
        RecordCodec<ActionOutcome> _ = outcomes.get();
    }

    /**
     * Tells {@code desk} every step that was recorded since shortly before the first decision that
     * will be read.
     *
     * @param decisions the partition, whose number is that of the actions
     * @param position where its reading begins
     * @return records that were read
     */
    long recall(
            Consumer<String, byte[]> reader,
            TopicPartition decisions,
            long position,
            ActionDesk desk) {
        Instant first = firstDecision(reader, decisions, position).minus(Limits.RECALL_BEFORE);
        TopicPartition actions = new TopicPartition(TopicCatalogue.ACTIONS, decisions.partition());
        long end = assigned(reader, actions);
        OffsetAndTimestamp from =
                reader.offsetsForTimes(Map.of(actions, Math.max(0, first.toEpochMilli())))
                        .get(actions);
        if (from == null) {
            return 0;
        }
        reader.seek(actions, from.offset());
        long read = 0;
        RecordCodec<ActionOutcome> codec = outcomes.get();
        while (reader.position(actions) < end) {
            for (ConsumerRecord<String, byte[]> record : reader.poll(POLL).records(actions)) {
                recall(record.offset(), record.value(), codec, desk);
                read++;
            }
        }
        LOG.atInfo()
                .addKeyValue("offset", from.offset())
                .log("{} records of actions recalled from {}", read, actions);
        return read;
    }

    /** When the decision at {@code position} was made; now, when there is none yet. */
    private Instant firstDecision(
            Consumer<String, byte[]> reader, TopicPartition decisions, long position) {
        Instant now = clock.instant();
        long end = assigned(reader, decisions);
        reader.seek(decisions, position);
        while (reader.position(decisions) < end) {
            for (ConsumerRecord<String, byte[]> record : reader.poll(POLL).records(decisions)) {
                Instant made = Instant.ofEpochMilli(record.timestamp());
                return made.isBefore(now) ? made : now;
            }
        }
        return now;
    }

    /** Offset of the end. */
    private static long assigned(Consumer<String, byte[]> reader, TopicPartition partition) {
        List<TopicPartition> one = List.of(partition);
        reader.assign(one);
        return reader.endOffsets(one).getOrDefault(partition, 0L);
    }

    private static void recall(
            long offset, byte[] value, RecordCodec<ActionOutcome> codec, ActionDesk desk) {
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
