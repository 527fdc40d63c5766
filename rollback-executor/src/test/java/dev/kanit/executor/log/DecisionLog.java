package dev.kanit.executor.log;

import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.executor.plan.Order;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.TopicAdministration;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOrder;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics on a real broker, as the evaluator and an auditor see them. */
final class DecisionLog implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    final TestCluster cluster = TestCluster.start();
    private final KafkaProducer<String, byte[]> producer;
    private final RecordCodec<RolloutDecision> decisions;
    private final RecordCodec<ActionOutcome> outcomes;

    DecisionLog() {
        try (Admin admin = Admin.create(settings())) {
            TopicAdministration.ensureTopics(admin, 2, (short) 1);
        }
        SchemaRegistration.registerAll(cluster.registry());
        decisions = RecordCodec.open(RolloutDecision.class, cluster.registry());
        outcomes = RecordCodec.open(ActionOutcome.class, cluster.registry());
        producer =
                new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
    }

    Map<String, Object> settings() {
        return Map.of(
                "bootstrap.servers", cluster.bootstrapServers(), "enable.metrics.push", false);
    }

    void decide(Order order) throws Exception {
        publish(order.rolloutId(), decisions.encode(decision(order)));
    }

    void publish(String rolloutId, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(TopicCatalogue.DECISIONS, rolloutId, value)).get();
    }

    /** Every record of the topic when one of them is as wanted. */
    List<ActionOutcome> awaitOutcome(Predicate<ActionOutcome> wanted) {
        List<ActionOutcome> found = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record :
                await(
                        TopicCatalogue.ACTIONS,
                        record -> wanted.test(outcomes.decode(record.value())))) {
            found.add(outcomes.decode(record.value()));
        }
        return found;
    }

    List<ConsumerRecord<String, byte[]>> await(
            String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        try (var consumer =
                new KafkaConsumer<>(
                        settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo info : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, info.partition()));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
            long deadline = System.nanoTime() + DEADLINE.toNanos();
            while (System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(50)).forEach(all::add);
                if (all.stream().anyMatch(wanted)) {
                    return all;
                }
            }
            throw new AssertionError(topic + ": not found among " + all.size() + " records");
        }
    }

    static RolloutDecision decision(Order order) {
        return RolloutDecision.newBuilder()
                .setRolloutId(order.rolloutId())
                .setDecisionId(order.fence().actionId())
                .setSequence(order.fence().generation() * 10)
                .setGeneration(order.fence().generation())
                .setKind(DecisionKind.ROLLBACK_ORDERED)
                .setDecidedAt(Instant.EPOCH)
                .setPhase("rolling-back")
                .setStageNumber(1)
                .setStageName("25%")
                .setWeightPercent(25)
                .setReasons(List.of("TRIGGER_FIRED"))
                .setSummary("ROLLBACK")
                .setSignals(List.of())
                .setConditions(List.of())
                .setInputs(List.of())
                .setPlanName("spark")
                .setPlanDigest("00")
                .setEvaluatorVersion("test")
                .setEvaluatorBuild("00")
                .setPreviousDigest(java.nio.ByteBuffer.allocate(0))
                .setOrder(
                        ActionOrder.newBuilder()
                                .setActionId(order.fence().actionId())
                                .setKind(ActionKind.valueOf(order.kind().name()))
                                .setWeightPercent(order.weightPercent())
                                .setValue(order.value())
                                .setFromVersion(order.stableVersion())
                                .setToVersion(order.canaryVersion())
                                .setActuator(order.actuator())
                                .setActuatorSettings(order.actuatorSettings())
                                .setSettings(order.settings())
                                .setLimitMillis(order.limit().toMillis())
                                .build())
                .build();
    }

    @Override
    public void close() {
        producer.close();
        cluster.close();
    }
}
