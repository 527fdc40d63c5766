package dev.kanit.archiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.archiver.intake.IntakeHealth;
import dev.kanit.archiver.report.SparkRollout;
import dev.kanit.embedded.testing.OtherVersion;
import dev.kanit.embedded.testing.RegistryDoor;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutDecision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conformance 18: what the archiver needs goes away and comes back, and nobody does anything. */
final class ArchiverOutageTest {

    private static final EvidenceTopics TOPICS = new EvidenceTopics();

    @TempDir Path root;

    @AfterAll
    static void close() {
        TOPICS.close();
    }

    @Test
    void fullDiskIsToldAsLongAsItLastsAndCostsNoRecord() throws Exception {
        FullStore store = new FullStore(DirectoryStore.open(root));
        List<String> sent = new ArrayList<>();
        try (EvidenceArchiver archiver =
                EvidenceArchiver.start(settings(), store, TOPICS.cluster.registry(), this::spec)) {
            send(20, sent);
            awaitArchived(sent.size());
            store.fill();
            send(20, sent);
            awaitFailing(archiver, FullStore.WHY);
            int attempts = store.refused();
            send(20, sent);
            EvidenceTopics.await(
                    "further attempts",
                    () -> {
                        assertThat(archiver.health())
                                .isEqualTo(new IntakeHealth.Failing(FullStore.WHY));
                        return store.refused() > attempts + 2;
                    });
            store.empty();

            awaitArchived(sent.size());
            EvidenceTopics.await(
                    "health", () -> archiver.health() instanceof IntakeHealth.Archiving);
        }

        assertThat(TOPICS.archived(root, TopicCatalogue.TICKS))
                .extracting(ArchiverOutageTest::value)
                .isEqualTo(sent);
    }

    @Test
    void registryThatIsAwayIsWaitedForAndCostsNoRecord() throws Exception {
        List<RolloutDecision> decisions = SparkRollout.released("spark-1", Duration.ofMinutes(15));
        RecordCodec<RolloutDecision> codec =
                RecordCodec.open(RolloutDecision.class, TOPICS.cluster.registry());
        OtherVersion other =
                new OtherVersion(
                        TOPICS.cluster.registry(),
                        SchemaRegistration.subjectOf(RolloutDecision.class),
                        RolloutDecision.getClassSchema());
        try (RegistryDoor door = RegistryDoor.before(TOPICS.cluster.registryUri());
                SchemaRegistryClient behind =
                        new SchemaRegistryClient(door.uri(), Duration.ofSeconds(5));
                EvidenceArchiver archiver =
                        EvidenceArchiver.start(settings(), behind, this::spec)) {
            TOPICS.publish(decisions.getFirst());
            awaitFailing(archiver, door.uri() + " did not answer");
            door.open();
            awaitLines(1);
            door.shut();
            TOPICS.publish(decisions.get(1));
            awaitLines(2);

            for (RolloutDecision decision : decisions.subList(2, decisions.size())) {
                TOPICS.publish(
                        TopicCatalogue.DECISIONS, "spark-1", other.of(codec.encode(decision)));
            }
            awaitFailing(archiver, door.uri() + " did not answer");
            door.open();

            awaitLines(decisions.size());
            EvidenceTopics.await(
                    "health", () -> archiver.health() instanceof IntakeHealth.Archiving);
        }
        assertThat(TOPICS.archived(root, TopicCatalogue.DECISIONS)).hasSize(decisions.size());
    }

    private void awaitLines(int count) {
        Path file = root.resolve("rollouts/spark-1/decisions.ndjson");
        EvidenceTopics.await(
                count + " readable decisions",
                () -> {
                    try {
                        return Files.exists(file) && Files.readAllLines(file).size() == count;
                    } catch (java.io.IOException unreadable) {
                        throw new java.io.UncheckedIOException(unreadable);
                    }
                });
    }

    private static void awaitFailing(EvidenceArchiver archiver, String why) {
        EvidenceTopics.await(
                why,
                () ->
                        archiver.health() instanceof IntakeHealth.Failing(String reason)
                                && reason.contains(why));
    }

    private void awaitArchived(long count) {
        EvidenceTopics.await(
                count + " records", () -> TOPICS.archivedTo(root, TopicCatalogue.TICKS) == count);
    }

    private static void send(int count, List<String> sent) throws Exception {
        for (int number = 0; number < count; number++) {
            String value = "record " + sent.size();
            TOPICS.publish(TopicCatalogue.TICKS, "full", value.getBytes(UTF_8));
            sent.add(value);
        }
    }

    private static String value(Entry entry) {
        return new String(((Entry.Kept) entry).value().orElseThrow().toArray(), UTF_8);
    }

    private ArchiverSettings settings() {
        return new ArchiverSettings(TOPICS.settings(), root, Duration.ofMillis(20));
    }

    private dev.kanit.archiver.report.ReportSpec spec(String plan) {
        return SparkRollout.SPEC;
    }
}
