package dev.kanit.executor.outbox;

import dev.kanit.codec.record.ProducerHeaders;
import dev.kanit.executor.log.PersistentSend;
import dev.kanit.executor.run.AbandonedException;
import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.AlertDelivery;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes to {@code rollout.deliveries}, acknowledged by every replica in sync. Thread-safe. */
final class DeliveryPublisher {

    private static final String TYPE = "dev.kanit.rollout.delivery.v1";

    private final PersistentSend records;
    private final LateCodec<AlertDelivery> codec;
    private final ProducerHeaders headers;
    private final DeliveryCounters counters;

    DeliveryPublisher(
            Producer<String, byte[]> producer,
            LateCodec<AlertDelivery> codec,
            String executor,
            DeliveryCounters counters) {
        this.records = new PersistentSend(producer, "delivery");
        this.codec = codec;
        this.headers =
                new ProducerHeaders(
                        "/kanit/rollback-executor/"
                                + executor
                                + "/deliveries/"
                                + UUID.randomUUID());
        this.counters = counters;
    }

    /**
     * Returns when the record is in the log.
     *
     * @param abandoned completed when nothing shall be written any more
     */
    void publish(int partition, AlertDelivery delivery, CompletableFuture<Void> abandoned)
            throws AbandonedException {
        records.send(record(partition, delivery), abandoned);
        counters.recorded(delivery.getOutcome());
    }

    /** Returns when each record that was begun is in the log or given up. */
    void settle() {
        records.settle();
    }

    private ProducerRecord<String, byte[]> record(int partition, AlertDelivery delivery) {
        byte[] value;
        synchronized (codec) {
            value = codec.get().encode(delivery);
        }
        // The alert's partition, not the key's hash: a rollout has one number everywhere.
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(
                        TopicCatalogue.DELIVERIES, partition, delivery.getRolloutId(), value);
        Instant ended = delivery.getStartedAt().plusNanos(delivery.getDurationMicros() * 1_000);
        headers.next(
                        delivery.getRolloutId(),
                        value,
                        "%s/%s/%d/%d/%s"
                                .formatted(
                                        delivery.getAlertId(),
                                        delivery.getChannel(),
                                        delivery.getLevel(),
                                        delivery.getAttempt(),
                                        delivery.getOutcome()),
                        TYPE,
                        ended)
                .stamp(record.headers());
        return record;
    }
}
