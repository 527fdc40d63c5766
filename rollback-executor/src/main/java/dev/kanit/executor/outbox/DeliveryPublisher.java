package dev.kanit.executor.outbox;

import dev.kanit.codec.record.ProducerHeaders;
import dev.kanit.executor.run.AbandonedException;
import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.AlertDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to {@code rollout.deliveries}, acknowledged by every replica in sync. Thread-safe. */
final class DeliveryPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryPublisher.class);
    private static final String TYPE = "dev.kanit.rollout.delivery.v1";
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Producer<String, byte[]> producer;
    private final LateCodec<AlertDelivery> codec;
    private final ProducerHeaders headers;
    private final DeliveryCounters counters;

    DeliveryPublisher(
            Producer<String, byte[]> producer,
            LateCodec<AlertDelivery> codec,
            String executor,
            DeliveryCounters counters) {
        this.producer = producer;
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
        ProducerRecord<String, byte[]> record = record(partition, delivery);
        while (!abandoned.isDone()) {
            CompletableFuture<Void> acknowledged = new CompletableFuture<>();
            try {
                var _ =
                        producer.send(
                                record,
                                (_, failure) -> {
                                    if (failure == null) {
                                        acknowledged.complete(null);
                                    } else {
                                        acknowledged.completeExceptionally(failure);
                                    }
                                });
                CompletableFuture.anyOf(acknowledged, abandoned).get();
                if (acknowledged.isDone() && !acknowledged.isCompletedExceptionally()) {
                    counters.recorded(delivery.getOutcome());
                    return;
                }
            } catch (ExecutionException | RuntimeException failed) {
                LOG.atError()
                        .addKeyValue("rolloutId", record.key())
                        .setCause(failed)
                        .log("a delivery could not be recorded; trying again");
                await(abandoned);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new AbandonedException("interrupted before the delivery was recorded");
            }
        }
        throw new AbandonedException("the delivery was not recorded");
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

    private static void await(CompletableFuture<Void> abandoned) throws AbandonedException {
        try {
            abandoned.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // The pause is over; the next attempt follows.
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("the future does not fail", impossible);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AbandonedException("interrupted before the delivery was recorded");
        }
    }
}
