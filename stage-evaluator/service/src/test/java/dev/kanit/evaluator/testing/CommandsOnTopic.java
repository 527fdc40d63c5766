package dev.kanit.evaluator.testing;

import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.schemas.RecordSerde;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What people have asked for so far. */
public final class CommandsOnTopic {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private CommandsOnTopic() {}

    /** A rollout's commands, in the order of the log. */
    public static List<RolloutCommand> of(TestCluster cluster, String rollout) {
        return read(cluster, rollout, TopicCatalogue.COMMANDS, RolloutCommand.class);
    }

    /** A rollout's decisions, in the order of the log. */
    public static List<RolloutDecision> decisions(TestCluster cluster, String rollout) {
        return read(cluster, rollout, TopicCatalogue.DECISIONS, RolloutDecision.class);
    }

    private static <T extends SpecificRecord> List<T> read(
            TestCluster cluster, String rollout, String topic, Class<T> type) {
        List<T> records = new ArrayList<>();
        try (var serde = RecordSerde.open(type, cluster.registry());
                KafkaConsumer<String, T> consumer =
                        new KafkaConsumer<>(
                                Map.of(
                                        "bootstrap.servers",
                                        cluster.bootstrapServers(),
                                        "isolation.level",
                                        "read_committed"),
                                new StringDeserializer(),
                                serde.deserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Await.until(
                    "all records are read",
                    LIMIT,
                    () -> {
                        consumer.poll(Duration.ofMillis(100))
                                .records(topic)
                                .forEach(
                                        one -> {
                                            if (rollout.equals(one.key())) {
                                                records.add(one.value());
                                            }
                                        });
                        return partitions.stream()
                                .allMatch(
                                        one ->
                                                consumer.position(one)
                                                        >= ends.getOrDefault(one, 0L));
                    });
        }
        return records;
    }
}
