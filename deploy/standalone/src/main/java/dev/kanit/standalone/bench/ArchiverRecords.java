package dev.kanit.standalone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.LogId;
import dev.kanit.schemas.TopicCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Records of 400 bytes of a hundred rollouts, with the headers that a collector writes. */
final class ArchiverRecords {

    private static final int VALUE_BYTES = 400;
    private static final int ROLLOUTS = 100;

    private final SplittableRandom random = new SplittableRandom(42);
    private long sent;

    /** Half of each value is noise: measurements compress, but not to nothing. */
    Future<RecordMetadata> send(KafkaProducer<byte[], byte[]> producer) {
        byte[] value = new byte[VALUE_BYTES];
        for (int i = 0; i < VALUE_BYTES; i += 2) {
            value[i] = (byte) random.nextInt();
            value[i + 1] = (byte) i;
        }
        String rollout = "bench-" + sent % ROLLOUTS;
        String sequence = Long.toString(sent / ROLLOUTS + 1);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(TopicCatalogue.SIGNALS, rollout.getBytes(UTF_8), value);
        record.headers()
                .add("ce_type", "dev.kanit.rollout.signals.v1".getBytes(UTF_8))
                .add("ce_source", "bench".getBytes(UTF_8))
                .add("ce_sequence", sequence.getBytes(UTF_8));
        sent++;
        return producer.send(record);
    }

    /** Partition numbers by the origins of their logs. */
    static Map<String, String> origins(BenchCluster cluster)
            throws InterruptedException, ExecutionException {
        Map<String, String> origins = new HashMap<>();
        try (Admin admin = cluster.admin()) {
            String clusterId = admin.describeCluster().clusterId().get();
            for (var topic :
                    admin.describeTopics(List.of(TopicCatalogue.SIGNALS))
                            .allTopicNames()
                            .get()
                            .values()) {
                topic.partitions()
                        .forEach(
                                partition ->
                                        origins.put(
                                                new LogId(
                                                                clusterId,
                                                                topic.topicId().toString(),
                                                                partition.partition())
                                                        .origin(),
                                                Integer.toString(partition.partition())));
            }
        }
        return origins;
    }
}
