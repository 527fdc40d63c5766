package dev.kanit.executor.outbox;

import dev.kanit.codec.plan.PlanReader;
import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicAdministration;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.AlertDelivery;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.Severity;
import dev.kanit.wire.TopicCount;
import java.nio.ByteBuffer;
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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics on a real broker, as the evaluator writes them and an auditor reads them. */
final class AlertLog implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 2;

    private final Runnable owned;
    private final String bootstrapServers;
    private final SchemaRegistryClient registry;
    private final KafkaProducer<String, byte[]> producer;
    private final RecordCodec<RolloutDecision> decisions;
    private final RecordCodec<RolloutAlert> alerts;
    private final RecordCodec<AlertDelivery> deliveries;

    AlertLog() {
        this(TestCluster.start());
    }

    private AlertLog(TestCluster cluster) {
        this(cluster.bootstrapServers(), cluster.registry(), cluster::close);
    }

    /**
     * @param owned ends what belongs to this
     */
    AlertLog(String bootstrapServers, SchemaRegistryClient registry, Runnable owned) {
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
        this.owned = owned;
        try (Admin admin = Admin.create(settings())) {
            TopicAdministration.ensureTopics(admin, PARTITIONS, (short) 1);
        }
        SchemaRegistration.registerAll(registry);
        decisions = RecordCodec.open(RolloutDecision.class, registry);
        alerts = RecordCodec.open(RolloutAlert.class, registry);
        deliveries = RecordCodec.open(AlertDelivery.class, registry);
        producer =
                new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
    }

    SchemaRegistryClient registry() {
        return registry;
    }

    Map<String, Object> settings() {
        return Map.of("bootstrap.servers", bootstrapServers, "enable.metrics.push", false);
    }

    void started(String rollout, String plan) throws Exception {
        send(
                decision(rollout, 1, DecisionKind.STARTED)
                        .setPlan(plan)
                        .setPlanDigest(PlanReader.digest(plan))
                        .build());
    }

    void acknowledged(String rollout, long sequence, String matter, String by) throws Exception {
        send(
                decision(rollout, sequence, DecisionKind.ACKNOWLEDGED)
                        .setSubject(rollout + "/" + matter)
                        .setActor(by)
                        .build());
    }

    void closed(String rollout, long sequence, long alertCount) throws Exception {
        send(
                decision(rollout, sequence, DecisionKind.ROLLED_BACK)
                        .setClosing(
                                List.of(
                                        TopicCount.newBuilder()
                                                .setTopic(TopicCatalogue.ALERTS)
                                                .setCount(alertCount)
                                                .build()))
                        .build());
    }

    void alert(String rollout, long sequence, String matter, boolean resolved) throws Exception {
        byte[] value =
                alerts.encode(
                        RolloutAlert.newBuilder()
                                .setRolloutId(rollout)
                                .setAlertId(rollout + "/" + sequence)
                                .setDedupKey(rollout + "/" + matter)
                                .setRaisedAt(Instant.now())
                                .setSeverity(resolved ? Severity.INFO : Severity.CRITICAL)
                                .setResolved(resolved)
                                .setTitle("shop at 5%: " + (resolved ? "ROLLED BACK" : "ROLLBACK"))
                                .setMessage("signal errors: value 3%, passes <= 1%")
                                .setService("shop")
                                .setStage("5%")
                                .build());
        publish(TopicCatalogue.ALERTS, rollout, value);
    }

    void publish(String topic, String key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic, key, value)).get();
    }

    private void send(RolloutDecision decision) throws Exception {
        publish(TopicCatalogue.DECISIONS, decision.getRolloutId(), decisions.encode(decision));
    }

    /** Every delivery of the rollout once one of them is as wanted. */
    List<AlertDelivery> await(String rollout, Predicate<AlertDelivery> wanted) {
        List<AlertDelivery> found = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record :
                awaitRecords(
                        TopicCatalogue.DELIVERIES,
                        one ->
                                one.key().equals(rollout)
                                        && wanted.test(deliveries.decode(one.value())))) {
            if (record.key().equals(rollout)) {
                found.add(deliveries.decode(record.value()));
            }
        }
        return found;
    }

    List<ConsumerRecord<String, byte[]>> awaitRecords(
            String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        try (var consumer =
                new KafkaConsumer<>(
                        settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                partitions.add(new TopicPartition(topic, partition));
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

    static RolloutDecision.Builder decision(String rollout, long sequence, DecisionKind kind) {
        return RolloutDecision.newBuilder()
                .setRolloutId(rollout)
                .setDecisionId(rollout + "/" + sequence)
                .setSequence(sequence)
                .setGeneration(1)
                .setKind(kind)
                .setDecidedAt(Instant.now())
                .setPhase("baking")
                .setStageNumber(1)
                .setStageName("5%")
                .setWeightPercent(5)
                .setReasons(List.of())
                .setSummary("")
                .setSignals(List.of())
                .setConditions(List.of())
                .setInputs(List.of())
                .setPlanName("shop")
                .setPlanDigest("00")
                .setEvaluatorVersion("test")
                .setEvaluatorBuild("00")
                .setPreviousDigest(ByteBuffer.allocate(0));
    }

    @Override
    public void close() {
        producer.close();
        owned.run();
    }
}
