package dev.kanit.executor.log;

import dev.kanit.codec.record.ProducerHeaders;
import dev.kanit.executor.plan.Order;
import dev.kanit.executor.plan.RecordedStep;
import dev.kanit.executor.run.Recorder;
import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionOutcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes outcomes to {@code rollout.actions}, acknowledged by every replica in sync. */
final class OutcomePublisher {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomePublisher.class);
    static final String TYPE = "dev.kanit.rollout.action.v1";

    private final PersistentSend records;
    private final LateCodec<ActionOutcome> codec;
    private final String executor;
    private final ProducerHeaders headers;
    private final ExecutorCounters counters;

    OutcomePublisher(
            Producer<String, byte[]> producer,
            LateCodec<ActionOutcome> codec,
            String executor,
            ExecutorCounters counters) {
        this.records = new PersistentSend(producer, "step");
        this.codec = codec;
        this.executor = executor;
        this.headers =
                new ProducerHeaders(
                        "/kanit/rollback-executor/" + executor + "/" + UUID.randomUUID());
        this.counters = counters;
    }

    /**
     * A recorder for the rollouts of one partition.
     *
     * @param abandoned completed when nothing shall be written any more
     */
    Recorder forPartition(int partition, CompletableFuture<Void> abandoned) {
        return (order, step, startedAt, took) -> {
            ActionOutcome outcome = Outcomes.toWire(order, step, startedAt, took, false, executor);
            records.send(record(partition, order, step, outcome), abandoned);
            counters.recorded(step);
            LOG.atInfo()
                    .addKeyValue("rolloutId", order.rolloutId())
                    .addKeyValue("step", outcome.getStep())
                    .addKeyValue("verdict", outcome.getOutcome())
                    .addKeyValue("reason", outcome.getDetail())
                    .log("step recorded");
        };
    }

    /** Makes each record and sends none. */
    Recorder unsent() {
        return (order, step, startedAt, took) -> {
            ActionOutcome outcome = Outcomes.toWire(order, step, startedAt, took, false, executor);
            ProducerRecord<String, byte[]> _ = record(0, order, step, outcome);
        };
    }

    /** Has the topic's leaders known before the first record; blocks while there is no topic. */
    void prepare() {
        List<PartitionInfo> _ = records.producer().partitionsFor(TopicCatalogue.ACTIONS);
    }

    private ProducerRecord<String, byte[]> record(
            int partition, Order order, RecordedStep step, ActionOutcome outcome) {
        byte[] value;
        synchronized (codec) {
            value = codec.get().encode(outcome);
        }
        // The decision's partition, not the key's hash: a rollout has one number everywhere.
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(TopicCatalogue.ACTIONS, partition, order.rolloutId(), value);
        Instant ended = outcome.getStartedAt().plusNanos(outcome.getDurationMicros() * 1_000);
        headers.next(
                        order.rolloutId(),
                        value,
                        "%s/%d/%s%s"
                                .formatted(
                                        order.fence().actionId(),
                                        step.number(),
                                        outcome.getOutcome(),
                                        step.finished() ? "/finished" : ""),
                        TYPE,
                        ended)
                .stamp(record.headers());
        return record;
    }
}
