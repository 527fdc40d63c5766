package dev.kanit.evaluator.api;

import dev.kanit.schemas.RecordSerde;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a rollout's decisions from the log, from the beginning, as they come. Thread-safe. */
public final class DecisionStream {

    /** Live views at one time; each has a consumer of its own. */
    public static final int MAX_READERS = 64;

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> clientSettings;
    private final RecordSerde<RolloutDecision> serde;
    private final Semaphore places = new Semaphore(MAX_READERS);

    public DecisionStream(Map<String, Object> clientSettings, SchemaRegistryClient registry) {
        this.clientSettings = Map.copyOf(clientSettings);
        this.serde = RecordSerde.open(RolloutDecision.class, registry);
    }

    /** Takes a place; false when all are taken. Who got one calls {@link #follow} once. */
    boolean reserve() {
        return places.tryAcquire();
    }

    /**
     * Hands every decision to {@code reader} until it returns false or the thread is interrupted,
     * then gives the place back.
     *
     * @param after sequence of the last decision that is known already; 0 for none
     */
    void follow(String rolloutId, long after, Predicate<RolloutDecision> reader) {
        try (KafkaConsumer<String, RolloutDecision> consumer = consumer()) {
            consumer.assign(
                    consumer.partitionsFor(TopicCatalogue.DECISIONS).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList());
            consumer.seekToBeginning(consumer.assignment());
            while (!Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<String, RolloutDecision> one : consumer.poll(POLL)) {
                    boolean isNews =
                            rolloutId.equals(one.key()) && one.value().getSequence() > after;
                    if (isNews && !reader.test(one.value())) {
                        return;
                    }
                }
            }
        } finally {
            places.release();
        }
    }

    private KafkaConsumer<String, RolloutDecision> consumer() {
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return new KafkaConsumer<>(settings, new StringDeserializer(), serde.deserializer());
    }

    static boolean endsTheStory(RolloutDecision decision) {
        return Stream.of("ROLLED_BACK", "COMPLETED").anyMatch(decision.getKind().name()::equals);
    }
}
