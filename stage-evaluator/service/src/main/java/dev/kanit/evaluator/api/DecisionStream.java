package dev.kanit.evaluator.api;

import dev.kanit.evaluator.query.RolloutView;
import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a rollout's decisions from the log, as they come. Thread-safe. */
public final class DecisionStream {

    /** Live views at one time; each has a consumer of its own. */
    public static final int MAX_READERS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(DecisionStream.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> clientSettings;
    private final LateCodec<RolloutDecision> codec;
    private final Semaphore places = new Semaphore(MAX_READERS);
    private final LongAdder examined = new LongAdder();

    public DecisionStream(Map<String, Object> clientSettings, SchemaRegistryClient registry) {
        this.clientSettings = Map.copyOf(clientSettings);
        this.codec = new LateCodec<>(RolloutDecision.class, registry);
    }

    /**
     * Where a rollout's decisions lie.
     *
     * @param notBeforeMillis none of them was made before, epoch milliseconds
     */
    record Place(String rolloutId, int partition, long notBeforeMillis) {}

    /**
     * Takes a place; false when all are taken. Who got one calls {@link #follow} once.
     *
     * @throws dev.kanit.schemas.RegistryException when decisions cannot be read; no place is taken
     */
    boolean reserve() {
        RecordCodec<RolloutDecision> _ = codec.get();
        return places.tryAcquire();
    }

    /** Records that were looked at for all readers together. */
    long examined() {
        return examined.sum();
    }

    /**
     * Hands every decision to {@code reader} until it returns false or the thread is interrupted,
     * then gives the place back.
     *
     * @param after sequence of the last decision that is known already; 0 for none
     */
    void follow(Place place, long after, Predicate<RolloutDecision> reader) {
        TopicPartition partition = new TopicPartition(TopicCatalogue.DECISIONS, place.partition());
        RecordCodec<RolloutDecision> own = codec.get().forAnotherThread();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            consumer.assign(List.of(partition));
            seek(consumer, partition, place.notBeforeMillis());
            while (!Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<String, byte[]> one : consumer.poll(POLL)) {
                    examined.increment();
                    if (place.rolloutId().equals(one.key()) && !isRead(own, one, after, reader)) {
                        return;
                    }
                }
            }
        } catch (InterruptException leftByTheReader) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    private static boolean isRead(
            RecordCodec<RolloutDecision> codec,
            ConsumerRecord<String, byte[]> record,
            long after,
            Predicate<RolloutDecision> reader) {
        try {
            RolloutDecision decision = codec.decode(record.value());
            return decision.getSequence() <= after || reader.test(decision);
        } catch (MalformedRecordException malformed) {
            LOG.atError()
                    .addKeyValue("rolloutId", record.key())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("reason", malformed.getMessage())
                    .log("an unreadable decision is left out of a live view");
            return true;
        }
    }

    private static void seek(
            KafkaConsumer<String, byte[]> consumer, TopicPartition partition, long fromMillis) {
        OffsetAndTimestamp from =
                consumer.offsetsForTimes(Map.of(partition, Math.max(0, fromMillis))).get(partition);
        if (from == null) {
            consumer.seekToEnd(List.of(partition));
        } else {
            consumer.seek(partition, from.offset());
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    static boolean endsTheStory(RolloutDecision decision) {
        return RolloutView.isClosed(decision.getPhase());
    }
}
