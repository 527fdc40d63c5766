package dev.kanit.evaluator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.embedded.testing.OtherVersion;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicAdministration;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What surrounds an evaluator: a collector that measures each rollout five times a second, an
 * executor that does what is ordered, and a reader of committed decisions.
 */
public final class World implements AutoCloseable {

    /** Five stages of two seconds each. */
    public static final String PLAN =
            """
            plan: fast
            hypothesis: v2 is no worse than v1
            service: shop
            from: v1
            to: v2
            actuator: {http: {url: "http://switch"}}
            source: {push: {every: 200ms}}
            signals:
              latency: {unit: ms, query: 'latency{track="$track"}', pass: "<= 200ms"}
            stages:
              - {weight: 1%, bake: 2s}
              - {weight: 5%, bake: 2s}
              - {weight: 25%, bake: 2s}
              - {weight: 50%, bake: 2s}
              - {weight: 100%, bake: 2s}
            watch: 1h
            decide:
              missing: {holdAfter: 5s, rollbackAfter: 60s}
              providerDown: {holdAfter: 3s, rollbackAfter: 2m}
            """;

    private static final int PARTITIONS = 2;
    private static final Duration MEASURE_EVERY = Duration.ofMillis(200);

    private final SchemaRegistryClient registry;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Wire wire;
    private final Set<String> measured = ConcurrentHashMap.newKeySet();
    private final List<ConsumerRecord<byte[], byte[]>> committed = new CopyOnWriteArrayList<>();
    private final List<RolloutDecision> decisions = new CopyOnWriteArrayList<>();
    private final Thread life;
    private volatile boolean closing;

    public World(String bootstrapServers, URI registryUri) {
        registry = new SchemaRegistryClient(registryUri, Duration.ofSeconds(10));
        SchemaRegistration.registerAll(registry);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            TopicAdministration.ensureTopics(admin, PARTITIONS, (short) 1);
        }
        wire = new Wire(registry);
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "max.block.ms", 60_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "isolation.level",
                                "read_committed",
                                "auto.offset.reset",
                                "earliest",
                                "enable.auto.commit",
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new TopicPartition(TopicCatalogue.DECISIONS, partition));
        }
        consumer.assign(partitions);
        life = Thread.ofPlatform().name("world").start(this::live);
    }

    public World start(String... rollouts) {
        for (String rollout : rollouts) {
            send(TopicCatalogue.COMMANDS, rollout, wire.start(rollout, PLAN));
        }
        return this;
    }

    /** The collector measures this rollout from now on. */
    public World measure(String... rollouts) {
        measured.addAll(List.of(rollouts));
        return this;
    }

    public World measureNoMore(String rollout) {
        measured.remove(rollout);
        return this;
    }

    /** A snapshot that a collector of another version took. */
    public void sendSnapshotOf(OtherVersion other, String rollout) {
        byte[] value = wire.snapshot(rollout, System.currentTimeMillis(), 100);
        send(TopicCatalogue.SIGNALS, rollout, other.of(value));
    }

    public List<RolloutDecision> decisions(String rollout) {
        return decisions.stream().filter(one -> one.getRolloutId().equals(rollout)).toList();
    }

    public long count(String rollout, DecisionKind kind) {
        return decisions(rollout).stream().filter(one -> one.getKind() == kind).count();
    }

    public void awaitDecision(String rollout, DecisionKind kind, int times, Duration atMost) {
        Await.until(
                times + " x " + kind + " of " + rollout,
                atMost,
                () -> count(rollout, kind) >= times);
    }

    /** One stream: dense from one, no id twice, each tied to the one before. */
    public void requireOneDecisionStream(String rollout) {
        byte[] previous = {};
        Set<String> ids = new HashSet<>();
        long sequence = 0;
        for (ConsumerRecord<byte[], byte[]> record : committed) {
            if (!new String(record.key(), UTF_8).equals(rollout)) {
                continue;
            }
            RolloutDecision decision = wire.decision(record.value());
            sequence++;
            byte[] named = new byte[decision.getPreviousDigest().remaining()];
            decision.getPreviousDigest().duplicate().get(named);
            if (decision.getSequence() != sequence
                    || !ids.add(decision.getDecisionId())
                    || !java.util.Arrays.equals(named, previous)) {
                throw new AssertionError(
                        "decision "
                                + decision.getDecisionId()
                                + " at offset "
                                + record.offset()
                                + " (expected: sequence "
                                + sequence
                                + " that names the digest of the one before)");
            }
            previous = Wire.digest(record.value());
        }
        if (sequence == 0) {
            throw new AssertionError("no decision of " + rollout);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            life.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
        producer.close(Duration.ZERO);
        registry.close();
    }

    private void live() {
        long next = System.nanoTime();
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                committed.add(record);
                RolloutDecision decision = wire.decision(record.value());
                decisions.add(decision);
                if (decision.getOrder() != null) {
                    send(TopicCatalogue.ACTIONS, decision.getRolloutId(), wire.applied(decision));
                }
            }
            if (System.nanoTime() >= next) {
                next += MEASURE_EVERY.toNanos();
                long now = System.currentTimeMillis();
                for (String rollout : measured) {
                    send(TopicCatalogue.SIGNALS, rollout, wire.snapshot(rollout, now, 100));
                }
            }
        }
    }

    private void send(String topic, String rollout, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(topic, rollout.getBytes(UTF_8), value));
    }
}
