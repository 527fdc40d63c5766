package dev.kanit.archiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.SegmentLog;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.Segment;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.TopicAdministration;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutDecision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The catalogue's topics on a real broker, and what an archive holds of them. */
final class EvidenceTopics implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    final TestCluster cluster = TestCluster.start();
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final RecordCodec<RolloutDecision> decisions;
    private final String clusterId;
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    EvidenceTopics() {
        admin = Admin.create(settings());
        clusterId = clusterIdOf(admin);
        TopicAdministration.ensureTopics(admin, 1, (short) 1);
        SchemaRegistration.registerAll(cluster.registry());
        decisions = RecordCodec.open(RolloutDecision.class, cluster.registry());
        producer =
                new KafkaProducer<>(
                        settings(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static String clusterIdOf(Admin admin) {
        try {
            return admin.describeCluster().clusterId().get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    Map<String, Object> settings() {
        return Map.of(
                "bootstrap.servers", cluster.bootstrapServers(), "enable.metrics.push", false);
    }

    Admin admin() {
        return admin;
    }

    long publish(String topic, String key, byte[] value) throws Exception {
        return publishTo(topic, 0, key, value);
    }

    long publishTo(String topic, int partition, String key, byte[] value) throws Exception {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value);
        record.headers().add("ce_id", key.getBytes(UTF_8)).add("empty", new byte[0]);
        RecordMetadata written = producer.send(record).get();
        return written.offset();
    }

    long publish(RolloutDecision decision) throws Exception {
        return publish(
                TopicCatalogue.DECISIONS, decision.getRolloutId(), decisions.encode(decision));
    }

    void removeBefore(String topic, long offset) throws Exception {
        admin.deleteRecords(
                        Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    /** Everything that the archive under {@code root} holds of partition 0. */
    List<Entry> archived(Path root, String topic) throws Exception {
        return archived(DirectoryStore.reading(root), topic);
    }

    /** Everything that the archive in {@code store} holds of partition 0. */
    List<Entry> archived(EvidenceStore store, String topic) throws Exception {
        SegmentLog log = SegmentLog.open(store, id(topic));
        List<Entry> all = new ArrayList<>();
        long expected = 0;
        for (long start : log.starts()) {
            if (start != expected) {
                throw new AssertionError("segment " + start + " (expected: " + expected + ")");
            }
            Segment segment = log.segmentAt(start);
            all.addAll(segment.entries());
            expected = segment.nextOffset();
        }
        return all;
    }

    long archivedTo(Path root, String topic) {
        return archivedTo(root, topic, 0);
    }

    long archivedTo(EvidenceStore store, String topic) {
        return archivedTo(store, topic, 0);
    }

    long archivedTo(Path root, String topic, int partition) {
        return archivedTo(DirectoryStore.reading(root), topic, partition);
    }

    private long archivedTo(EvidenceStore store, String topic, int partition) {
        try {
            return SegmentLog.open(store, id(topic, partition)).nextOffset();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** Deletes the topic and makes it again. */
    void makeAgain(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        ids.remove(topic);
        await(
                topic + " without " + topic,
                () -> {
                    try {
                        return !admin.listTopics().names().get().contains(topic);
                    } catch (Exception failed) {
                        throw new AssertionError(failed);
                    }
                });
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }

    private LogId id(String topic) throws Exception {
        return id(topic, 0);
    }

    /** Asked for again and again, and the same as long as the topic is. */
    private LogId id(String topic, int partition) throws Exception {
        String topicId = ids.get(topic);
        if (topicId == null) {
            topicId =
                    Optional.ofNullable(
                                    admin.describeTopics(List.of(topic))
                                            .allTopicNames()
                                            .get()
                                            .get(topic))
                            .orElseThrow()
                            .topicId()
                            .toString();
            ids.put(topic, topicId);
        }
        return new LogId(clusterId, topicId, partition);
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + ": not within " + DEADLINE);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        cluster.close();
    }
}
