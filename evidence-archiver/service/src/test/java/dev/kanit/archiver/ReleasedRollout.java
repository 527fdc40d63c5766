package dev.kanit.archiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.bundle.BundleContent;
import dev.kanit.ledger.bundle.BundleVerifier;
import dev.kanit.ledger.bundle.Verification;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.TopicAdministration;
import dev.kanit.schemas.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A broker on which a rollout that a release has recorded happens once more: the same bytes at the
 * same offsets of the same partition, under the same schema ids, so that its decisions still name
 * their inputs. The cluster, the topics' ids and the number of partitions are others.
 */
final class ReleasedRollout implements AutoCloseable {

    private static final Path BUNDLE =
            Path.of("../replay/src/test/resources/golden/0.1.0/rolled-back.evidence.zip");

    /** Twice as many as the cluster had on which it was recorded. */
    private static final int PARTITIONS = 8;

    final String id;
    final TestCluster cluster = TestCluster.start();
    private final BundleContent content;

    ReleasedRollout() {
        try {
            Verification verification = BundleVerifier.verify(BUNDLE, Optional.empty());
            id = verification.rollout().orElseThrow();
            content = verification.content().orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Map<String, Object> settings() {
        return Map.of(
                "bootstrap.servers", cluster.bootstrapServers(), "enable.metrics.push", false);
    }

    /** Ids are given in the order of registration, as they were when the rollout was recorded. */
    private void registerSchemas(SortedMap<Integer, String> released) {
        int expected = 1;
        for (var type : TopicCatalogue.recordClasses()) {
            String text = released.get(expected);
            Schema schema =
                    text == null
                            ? SchemaRegistration.schemaOf(type)
                            : new Schema.Parser().parse(text);
            int given = cluster.registry().register(SchemaRegistration.subjectOf(type), schema);
            if (given != expected || !schema.getFullName().equals(type.getName())) {
                throw new AssertionError(
                        "%s: id %d of %s (expected: %d)"
                                .formatted(type.getName(), given, schema.getFullName(), expected));
            }
            expected++;
        }
        SchemaRegistration.registerAll(cluster.registry());
    }

    /** Records keep the time that they were recorded at, whatever this machine's clock says. */
    private void createTopics() throws Exception {
        try (Admin admin = Admin.create(settings())) {
            TopicAdministration.ensureTopics(admin, PARTITIONS, (short) 1);
            Collection<AlterConfigOp> times =
                    List.of(
                            set(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"),
                            set(
                                    TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                                    Long.toString(Long.MAX_VALUE)),
                            set(TopicConfig.RETENTION_MS_CONFIG, "-1"));
            for (String topic : content.logs().keySet()) {
                admin.incrementalAlterConfigs(
                                Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), times))
                        .all()
                        .get();
            }
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    /** Writes every record; an offset that none of them has is taken by a transaction's marker. */
    void happen() throws Exception {
        registerSchemas(content.schemas());
        createTopics();
        Map<String, Object> settings = new HashMap<>(settings());
        settings.put("transactional.id", "released-rollout");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (Map.Entry<String, LogId> log : content.logs().entrySet()) {
                List<Entry.Kept> run = new ArrayList<>();
                for (Entry.Kept record : content.records(log.getKey())) {
                    if (!run.isEmpty() && record.offset() != run.getLast().offset() + 1) {
                        commit(producer, log.getKey(), log.getValue().partition(), run);
                        run.clear();
                    }
                    run.add(record);
                }
                commit(producer, log.getKey(), log.getValue().partition(), run);
            }
        }
    }

    private static void commit(
            KafkaProducer<byte[], byte[]> producer,
            String topic,
            int partition,
            List<Entry.Kept> run)
            throws Exception {
        producer.beginTransaction();
        for (Entry.Kept kept : run) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(
                            topic,
                            partition,
                            kept.timestampMillis(),
                            kept.key().map(Entry.Bytes::toArray).orElse(null),
                            kept.value().map(Entry.Bytes::toArray).orElse(null));
            for (Entry.Header header : kept.headers()) {
                record.headers()
                        .add(header.name(), header.value().map(Entry.Bytes::toArray).orElse(null));
            }
            long offset = producer.send(record).get().offset();
            if (offset != kept.offset()) {
                throw new AssertionError(
                        "%s at %d (expected: %d, %s)"
                                .formatted(
                                        topic,
                                        offset,
                                        kept.offset(),
                                        new String(record.key(), UTF_8)));
            }
        }
        producer.commitTransaction();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
