package dev.kanit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.schemas.TopicSpec;
import dev.kanit.schemas.TopicWriter;
import dev.kanit.schemas.cluster.ClusterChanges;
import dev.kanit.schemas.cluster.ClusterPlan;
import dev.kanit.schemas.cluster.ClusterSurvey;
import dev.kanit.schemas.cluster.ClusterWish;
import dev.kanit.schemas.cluster.ServiceRights;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The computed rights on a real broker with a real authorizer. */
final class ServiceRightsOnABrokerTest {

    private static final ClusterWish WISH =
            new ClusterWish(
                    OptionalInt.of(1),
                    OptionalInt.of(1),
                    Optional.of(ServiceRights.usual()),
                    Set.of());

    @TempDir private static Path directory = Path.of("");

    private static @Nullable EmbeddedKafka kafka;

    @BeforeAll
    static void clusterWithTopicsAndRights() throws Exception {
        EmbeddedKafka started =
                EmbeddedKafka.start(
                        EmbeddedKafkaOptions.secured(
                                directory, SecuredProbe.listener(Optional.empty())));
        kafka = started;
        KafkaProbe open = new KafkaProbe(started.bootstrapServers());
        try (Admin admin = open.admin()) {
            ClusterPlan plan = ClusterPlan.of(ClusterSurvey.read(admin, true), WISH);
            assertThat(ClusterChanges.apply(admin, WISH)).isEqualTo(plan.differences());
            assertThat(ClusterPlan.of(ClusterSurvey.read(admin, true), WISH).differences())
                    .isEmpty();
        }
        try (KafkaProducer<byte[], byte[]> everybody =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", started.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (TopicSpec topic : TopicCatalogue.all()) {
                RecordMetadata _ =
                        everybody
                                .send(new ProducerRecord<>(topic.name(), new byte[1], new byte[1]))
                                .get(20, TimeUnit.SECONDS);
            }
        }
    }

    @AfterAll
    static void closed() {
        probedKafka().close();
    }

    @Test
    void everyServiceWritesItsTopicsAndIsRefusedOnTheOthers() throws Exception {
        SecuredProbe probe = SecuredProbe.plain(probedKafka());
        for (TopicWriter service : TopicWriter.values()) {
            Set<String> written = new TreeSet<>();
            Set<String> expected = new TreeSet<>();
            for (TopicSpec topic : TopicCatalogue.all()) {
                if (probe.mayWrite(service, topic.name())) {
                    written.add(topic.name());
                }
                if (topic.writers().contains(service)) {
                    expected.add(topic.name());
                }
            }
            assertThat(written).as(service.principal()).isEqualTo(expected);
        }
    }

    @Test
    void theCollectorReadsDecisionsInItsGroupAndNothingElse() {
        SecuredProbe probe = SecuredProbe.plain(probedKafka());
        TopicWriter collector = TopicWriter.SIGNAL_COLLECTOR;

        assertThat(probe.mayJoin(collector, TopicCatalogue.DECISIONS, "kanit-signal-collector"))
                .isTrue();
        assertThat(probe.mayJoin(collector, TopicCatalogue.DECISIONS, "rollback-executor"))
                .isFalse();
        assertThat(probe.mayRead(collector, TopicCatalogue.COMMANDS)).isFalse();
    }

    @Test
    void theArchiverReadsEveryTopicAndTheCommandApiNone() {
        SecuredProbe probe = SecuredProbe.plain(probedKafka());
        for (TopicSpec topic : TopicCatalogue.all()) {
            assertThat(probe.mayRead(TopicWriter.EVIDENCE_ARCHIVER, topic.name()))
                    .as(topic.name())
                    .isTrue();
        }
        assertThat(probe.mayRead(TopicWriter.COMMAND_API, TopicCatalogue.COMMANDS)).isFalse();
    }

    @Test
    void onlyTheEvaluatorMayBeginTheEvaluatorsTransactions() {
        SecuredProbe probe = SecuredProbe.plain(probedKafka());

        assertThat(probe.mayTransact(TopicWriter.STAGE_EVALUATOR, "stage-evaluator-1")).isTrue();
        assertThat(probe.mayTransact(TopicWriter.STAGE_EVALUATOR, "another")).isFalse();
        assertThat(probe.mayTransact(TopicWriter.SIGNAL_COLLECTOR, "stage-evaluator-1")).isFalse();
    }

    private static EmbeddedKafka probedKafka() {
        return Objects.requireNonNull(kafka);
    }
}
