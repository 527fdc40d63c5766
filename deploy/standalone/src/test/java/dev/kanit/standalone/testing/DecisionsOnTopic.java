package dev.kanit.standalone.testing;

import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A rollout's committed decisions, from the first one on, as an auditor reads them. */
public final class DecisionsOnTopic implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final KafkaConsumer<String, byte[]> consumer;
    private final SchemaRegistryClient registry;
    private final RecordCodec<RolloutDecision> codec;
    private final String rollout;
    private final List<byte[]> values = new ArrayList<>();

    public DecisionsOnTopic(UpProcess up, String rollout) {
        this.rollout = rollout;
        registry = new SchemaRegistryClient(URI.create(up.told("registry")), LIMIT);
        codec = RecordCodec.open(RolloutDecision.class, registry);
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                up.told("kafka"),
                                "isolation.level",
                                "read_committed",
                                "auto.offset.reset",
                                "earliest",
                                "enable.metrics.push",
                                false),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        consumer.assign(
                consumer.partitionsFor(TopicCatalogue.DECISIONS).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList());
    }

    /** All decisions until now, when there are so many of this kind. */
    public List<RolloutDecision> awaitKind(DecisionKind kind, int times) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                if (record.key().equals(rollout)) {
                    values.add(record.value());
                }
            }
            List<RolloutDecision> decisions = values.stream().map(codec::decode).toList();
            if (decisions.stream().filter(one -> one.getKind() == kind).count() >= times) {
                return decisions;
            }
        }
        throw new AssertionError(times + " x " + kind + ": not within " + LIMIT);
    }

    /** Dense from one, and each names the digest of the one before. */
    public void requireOneStream() {
        byte[] previous = {};
        long sequence = 0;
        for (byte[] value : values) {
            RolloutDecision decision = codec.decode(value);
            byte[] named = new byte[decision.getPreviousDigest().remaining()];
            decision.getPreviousDigest().duplicate().get(named);
            sequence++;
            if (decision.getSequence() != sequence || !Arrays.equals(named, previous)) {
                throw new AssertionError(
                        decision.getDecisionId()
                                + " (expected: sequence "
                                + sequence
                                + " that names the digest of the one before)");
            }
            previous = digest(value);
        }
    }

    private static byte[] digest(byte[] value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    @Override
    public void close() {
        consumer.close();
        registry.close();
    }
}
