package dev.kanit.archiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.archiver.intake.IntakeHealth;
import dev.kanit.archiver.report.SparkRollout;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutDecision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archiver on a real broker. */
final class EvidenceArchiverTest {

    private static final EvidenceTopics TOPICS = new EvidenceTopics();

    @TempDir Path directory;

    private Path root;

    @BeforeEach
    void findRoot() {
        root = directory.resolve("evidence");
    }

    @AfterAll
    static void close() {
        TOPICS.close();
    }

    @Test
    void nothingIsLostAndNothingIsTwiceWhenTheArchiverIsKilledInMidStream() throws Exception {
        Random random = new Random(7);
        List<String> sent = new ArrayList<>();
        for (int round = 0; round < 8; round++) {
            EvidenceArchiver archiver = start(20);
            long last = 0;
            for (int i = 0; i < 50; i++) {
                String value = "round " + round + " record " + i + " " + random.nextLong();
                last = TOPICS.publish(TopicCatalogue.TICKS, "killed", value.getBytes(UTF_8));
                sent.add(value);
            }
            long some = last - random.nextInt(60);
            EvidenceTopics.await(
                    "records up to " + some,
                    () -> TOPICS.archivedTo(root, TopicCatalogue.TICKS) > some);
            archiver.kill();
        }
        start(20).close();
        EvidenceArchiver last = start(20);
        EvidenceTopics.await(
                "the rest", () -> TOPICS.archivedTo(root, TopicCatalogue.TICKS) >= sent.size());
        last.close();

        List<String> kept = new ArrayList<>();
        for (Entry entry : TOPICS.archived(root, TopicCatalogue.TICKS)) {
            if (entry instanceof Entry.Kept record
                    && new String(record.key().orElseThrow().toArray(), UTF_8).equals("killed")) {
                kept.add(new String(record.value().orElseThrow().toArray(), UTF_8));
            }
        }
        assertThat(kept).isEqualTo(sent);
        assertThat(Files.readString(root.resolve("rollouts/killed/counts.json")))
                .contains("\"records\" : " + sent.size());
    }

    @Test
    void twoArchiversOfOneDirectoryStoreEachRecordOnce() throws Exception {
        List<String> sent = new ArrayList<>();
        try (EvidenceArchiver one = start(15);
                EvidenceArchiver two = start(10)) {
            long last = 0;
            for (int i = 0; i < 300; i++) {
                last = TOPICS.publish(TopicCatalogue.CHECKS, "two", ("v" + i).getBytes(UTF_8));
                sent.add("v" + i);
            }
            long end = last;
            EvidenceTopics.await(
                    "all records", () -> TOPICS.archivedTo(root, TopicCatalogue.CHECKS) > end);
            assertThat(one.health()).isInstanceOf(IntakeHealth.Archiving.class);
            assertThat(two.health()).isInstanceOf(IntakeHealth.Archiving.class);
        }
        assertThat(TOPICS.archived(root, TopicCatalogue.CHECKS))
                .extracting(
                        entry ->
                                new String(
                                        ((Entry.Kept) entry).value().orElseThrow().toArray(),
                                        UTF_8))
                .isEqualTo(sent);
    }

    @Test
    void recordsThatRetentionTookAreAGapWithItsReason() throws Exception {
        for (int i = 0; i < 10; i++) {
            TOPICS.publish(TopicCatalogue.SIGNALS, "gap", new byte[] {(byte) i});
        }
        TOPICS.removeBefore(TopicCatalogue.SIGNALS, 4);

        try (EvidenceArchiver archiver = start(20)) {
            EvidenceTopics.await(
                    "all records", () -> TOPICS.archivedTo(root, TopicCatalogue.SIGNALS) == 10);
            assertThat(archiver.counters().gaps()).isEqualTo(1);
        }

        List<Entry> archived = TOPICS.archived(root, TopicCatalogue.SIGNALS);
        assertThat(archived).hasSize(7);
        assertThat(archived.getFirst())
                .isEqualTo(new Entry.Gap(0, 4, "removed from the topic before they were archived"));
    }

    @Test
    void aRolloutsDirectoryHoldsWhatPeopleReadAndIsTheSameAfterAKill() throws Exception {
        List<RolloutDecision> decisions = SparkRollout.released("spark-1", Duration.ofMinutes(15));
        EvidenceArchiver first = start(20);
        long half = 0;
        for (RolloutDecision decision : decisions.subList(0, 6)) {
            half = TOPICS.publish(decision);
        }
        long someOfThem = half;
        EvidenceTopics.await(
                "half", () -> TOPICS.archivedTo(root, TopicCatalogue.DECISIONS) > someOfThem);
        Path lines = root.resolve("rollouts/spark-1/decisions.ndjson");
        EvidenceTopics.await("something to read", () -> Files.exists(lines));
        first.kill();
        // A crash may have cut a line off in the middle.
        Files.writeString(
                lines,
                "{\"topic\":\"rollo",
                java.nio.file.StandardOpenOption.APPEND,
                java.nio.file.StandardOpenOption.CREATE);
        try (EvidenceArchiver _ = start(20)) {
            long last = 0;
            for (RolloutDecision decision : decisions.subList(6, decisions.size())) {
                last = TOPICS.publish(decision);
            }
            long end = last;
            EvidenceTopics.await(
                    "the rest", () -> TOPICS.archivedTo(root, TopicCatalogue.DECISIONS) > end);
        }

        Path rollout = root.resolve("rollouts/spark-1");
        assertThat(Files.readAllLines(lines)).hasSize(decisions.size());
        assertThat(Files.readAllLines(rollout.resolve("war-room.log"))).hasSize(13);
        try (var stages = Files.list(rollout.resolve("stages"))) {
            assertThat(stages.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly(
                            "1-1pct.json",
                            "2-5pct.json",
                            "3-25pct.json",
                            "4-50pct.json",
                            "5-100pct.json");
        }
        assertThat(rollout.resolve("one-liner.tr.txt")).content().contains("8/8 metrik geçer");
        assertThat(rollout.resolve("one-liner.en.txt")).content().contains("8/8 signals pass");
        assertThat(Files.readString(rollout.resolve("counts.json")))
                .contains("\"records\" : 12")
                .contains("\"isArchivedToEnd\" : true");
    }

    @Test
    void aCompactedTopicIsRefused() throws Exception {
        ConfigResource topic =
                new ConfigResource(ConfigResource.Type.TOPIC, TopicCatalogue.DEAD_LETTERS);
        alterCleanup(topic, "compact");
        try (EvidenceArchiver archiver = start(20)) {
            EvidenceTopics.await(
                    "refusal", () -> archiver.health() instanceof IntakeHealth.Stopped);

            assertThat(archiver.health().toString())
                    .contains("cleanup.policy of rollout.dead-letters: compact (expected: delete)");
        } finally {
            alterCleanup(topic, "delete");
        }
    }

    private static void alterCleanup(ConfigResource topic, String policy) throws Exception {
        TOPICS.admin()
                .incrementalAlterConfigs(
                        Map.of(
                                topic,
                                List.of(
                                        new AlterConfigOp(
                                                new ConfigEntry("cleanup.policy", policy),
                                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private EvidenceArchiver start(int ageMillis) throws Exception {
        return EvidenceArchiver.start(
                new ArchiverSettings(TOPICS.settings(), root, Duration.ofMillis(ageMillis))
                        .withPublishEvery(Duration.ofMillis(50)),
                TOPICS.cluster.registry(),
                _ -> SparkRollout.SPEC);
    }
}
