package dev.kanit.executor.log;

import dev.kanit.schemas.CloudEventHeaders;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes what a drill found to {@code rollout.actions}: that it was rehearsed is evidence. */
public final class RehearsalLog {

    private static final int WITHIN_MILLIS = 10_000;

    private RehearsalLog() {}

    /**
     * Returns when every outcome is in the log.
     *
     * @param clientSettings of Kafka: bootstrap servers, security
     * @param outcomes of one drill, each with {@code dryRun} set: the evaluator and the executor
     *     pass over such records
     * @throws KafkaException when the log did not take them
     * @throws dev.kanit.schemas.RegistryException when the registry does not have the schema
     */
    public static void write(
            Map<String, Object> clientSettings,
            SchemaRegistryClient registry,
            List<ActionOutcome> outcomes) {
        RecordCodec<ActionOutcome> codec = RecordCodec.open(ActionOutcome.class, registry);
        try (Producer<String, byte[]> producer =
                new LogClients(clientSettings).impatientProducer(WITHIN_MILLIS)) {
            for (ActionOutcome outcome : outcomes) {
                if (!outcome.getDryRun()) {
                    throw new IllegalArgumentException("dryRun: false (expected: true)");
                }
                producer.send(record(outcome, codec.encode(outcome))).get();
            }
        } catch (ExecutionException failed) {
            throw new KafkaException("the drill could not be recorded", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while the drill was recorded", interrupted);
        }
    }

    private static ProducerRecord<String, byte[]> record(ActionOutcome outcome, byte[] value) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(TopicCatalogue.ACTIONS, outcome.getRolloutId(), value);
        Instant ended = outcome.getStartedAt().plusNanos(outcome.getDurationMicros() * 1_000);
        CloudEventHeaders.stamp(
                record.headers(),
                outcome.getActionId() + "/" + outcome.getStepNumber() + "/drill",
                OutcomePublisher.TYPE,
                "/kanit/rollback-executor/" + outcome.getExecutor(),
                ended);
        return record;
    }
}
