package dev.kanit.standalone.demo;

import dev.kanit.schemas.CloudEventHeaders;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.standalone.platform.Platform;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.CheckResult;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Starts one rollout and reads its decisions and actions, as any subscriber would. */
final class RolloutFollower implements AutoCloseable {

    private final String id;
    private final RecordCodec<RolloutCommand> commands;
    private final RecordCodec<RolloutDecision> decisions;
    private final RecordCodec<ActionOutcome> outcomes;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final RecordCodec<CheckResult> results;
    private final List<ActionOutcome> actions = new ArrayList<>();
    private final List<CheckResult> checked = new ArrayList<>();

    RolloutFollower(Platform platform, String id) {
        this.id = id;
        this.commands = RecordCodec.open(RolloutCommand.class, platform.registry());
        this.decisions = RecordCodec.open(RolloutDecision.class, platform.registry());
        this.outcomes = RecordCodec.open(ActionOutcome.class, platform.registry());
        this.results = RecordCodec.open(CheckResult.class, platform.registry());
        Map<String, Object> producing = platform.clientSettings();
        producing.put("max.request.size", 4 << 20);
        this.producer =
                new KafkaProducer<>(producing, new StringSerializer(), new ByteArraySerializer());
        Map<String, Object> consuming = platform.clientSettings();
        consuming.put("isolation.level", "read_committed");
        consuming.put("auto.offset.reset", "earliest");
        consuming.put("fetch.max.wait.ms", 10);
        this.consumer =
                new KafkaConsumer<>(
                        consuming, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(
                Stream.of(TopicCatalogue.DECISIONS, TopicCatalogue.ACTIONS, TopicCatalogue.CHECKS)
                        .flatMap(RolloutFollower::partitions)
                        .toList());
    }

    /** Asks for the rollout; returns when the log has the command. */
    void start(String planText, String by) throws InterruptedException, ExecutionException {
        send(command(CommandKind.START, by).setPlan(planText).build());
    }

    /** What a person orders, answers or takes; returns when the log has it. */
    void command(CommandKind kind, String by, String subject, String reason)
            throws InterruptedException, ExecutionException {
        send(command(kind, by).setSubject(subject).setReason(reason).build());
    }

    /** Approves the release of a plan; returns when the log has it. */
    void approve(String planDigest, String by, String reason)
            throws InterruptedException, ExecutionException {
        send(
                command(CommandKind.APPROVE_GO, by)
                        .setPlanDigest(planDigest)
                        .setReason(reason)
                        .build());
    }

    private RolloutCommand.Builder command(CommandKind kind, String by) {
        return RolloutCommand.newBuilder()
                .setRolloutId(id)
                .setCommandId(UUID.randomUUID().toString())
                .setIssuedAt(Instant.now())
                .setIssuedBy(by)
                .setKind(kind);
    }

    private void send(RolloutCommand command) throws InterruptedException, ExecutionException {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(TopicCatalogue.COMMANDS, id, commands.encode(command));
        CloudEventHeaders.stamp(
                record.headers(),
                command.getCommandId(),
                "dev.kanit.rollout.command.v1",
                "/kanit/demo",
                command.getIssuedAt());
        producer.send(record).get();
    }

    /** The decisions that came within {@code wait}, in order. */
    List<RolloutDecision> poll(Duration wait) {
        List<RolloutDecision> seen = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> one : consumer.poll(wait)) {
            if (one.key().equals(id)) {
                switch (one.topic()) {
                    case TopicCatalogue.DECISIONS -> seen.add(decisions.decode(one.value()));
                    case TopicCatalogue.CHECKS -> checked.add(results.decode(one.value()));
                    default -> actions.add(outcomes.decode(one.value()));
                }
            }
        }
        return seen;
    }

    /** The results of checks that came with the polls since the last call. */
    List<CheckResult> checks() {
        List<CheckResult> seen = List.copyOf(checked);
        checked.clear();
        return seen;
    }

    /** The steps that came with the polls since the last call. */
    List<ActionOutcome> actions() {
        List<ActionOutcome> seen = List.copyOf(actions);
        actions.clear();
        return seen;
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }

    private static Stream<TopicPartition> partitions(String topic) {
        return IntStream.range(0, TopicCatalogue.DEFAULT_PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition));
    }
}
