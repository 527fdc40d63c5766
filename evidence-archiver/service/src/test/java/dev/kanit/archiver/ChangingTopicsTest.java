package dev.kanit.archiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.archiver.intake.IntakeHealth;
import dev.kanit.archiver.report.SparkRollout;
import dev.kanit.schemas.TopicCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics that become others while they are being archived. */
final class ChangingTopicsTest {

    private final EvidenceTopics topics = new EvidenceTopics();

    @TempDir Path directory;

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void aNewPartitionIsTakenIn() throws Exception {
        Path root = directory.resolve("evidence");
        try (EvidenceArchiver archiver = start(root)) {
            awaitArchiving(archiver);
            topics.admin()
                    .createPartitions(Map.of(TopicCatalogue.TICKS, NewPartitions.increaseTo(2)))
                    .all()
                    .get();
            topics.publishTo(TopicCatalogue.TICKS, 1, "r", "v".getBytes(UTF_8));

            EvidenceTopics.await(
                    "the new partition",
                    () -> topics.archivedTo(root, TopicCatalogue.TICKS, 1) == 1);
            awaitArchiving(archiver);
        }
    }

    @Test
    void compactionThatIsSwitchedOnStopsAndSaysWhy() throws Exception {
        try (EvidenceArchiver archiver = start(directory.resolve("evidence"))) {
            awaitArchiving(archiver);
            topics.admin()
                    .incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(
                                            ConfigResource.Type.TOPIC, TopicCatalogue.CHECKS),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry("cleanup.policy", "compact"),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();

            awaitStopped(archiver);
            assertThat(archiver.health().toString())
                    .contains("cleanup.policy of rollout.checks: compact (expected: delete)");
        }
    }

    @Test
    void aTopicThatIsMadeAgainStopsAndSaysWhy() throws Exception {
        try (EvidenceArchiver archiver = start(directory.resolve("evidence"))) {
            awaitArchiving(archiver);
            topics.makeAgain(TopicCatalogue.CHECKS);

            awaitStopped(archiver);
            assertThat(archiver.health().toString()).contains("so it was deleted and made again");
        }
    }

    private static void awaitArchiving(EvidenceArchiver archiver) {
        EvidenceTopics.await(
                "archiving", () -> archiver.health() instanceof IntakeHealth.Archiving);
    }

    private static void awaitStopped(EvidenceArchiver archiver) {
        EvidenceTopics.await("a stop", () -> archiver.health() instanceof IntakeHealth.Stopped);
    }

    private EvidenceArchiver start(Path root) throws Exception {
        return EvidenceArchiver.start(
                new ArchiverSettings(topics.settings(), root, Duration.ofMillis(20))
                        .withPublishEvery(Duration.ofMillis(20)),
                topics.cluster.registry(),
                _ -> SparkRollout.SPEC);
    }
}
