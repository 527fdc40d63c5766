package dev.kanit.executor.log;

import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads the drills that {@code rollout.actions} still holds. */
public final class RecordedDrills {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_READ = Duration.ofSeconds(60);

    private RecordedDrills() {}

    /**
     * Outcomes of drills, in the order of their partitions.
     *
     * @param clientSettings of Kafka: bootstrap servers, security
     * @throws KafkaException when the log could not be read within a minute
     * @throws dev.kanit.schemas.RegistryException when the registry does not have the schema
     */
    public static List<ActionOutcome> read(
            Map<String, Object> clientSettings, SchemaRegistryClient registry) {
        RecordCodec<ActionOutcome> codec = RecordCodec.open(ActionOutcome.class, registry);
        List<ActionOutcome> drills = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = new LogClients(clientSettings).reader()) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(TopicCatalogue.ACTIONS).stream()
                            .map(one -> new TopicPartition(one.topic(), one.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + LONGEST_READ.toNanos();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new KafkaException(
                            "rollout.actions was not read within "
                                    + LONGEST_READ.toSeconds()
                                    + " s");
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    add(record, codec, drills);
                }
            }
        }
        return drills;
    }

    private static void add(
            ConsumerRecord<String, byte[]> record,
            RecordCodec<ActionOutcome> codec,
            List<ActionOutcome> drills) {
        try {
            ActionOutcome outcome = codec.decode(record.value());
            if (outcome.getDryRun()) {
                drills.add(outcome);
            }
        } catch (MalformedRecordException _) {
            // Whoever follows the topic has made a dead letter of it.
        }
    }
}
