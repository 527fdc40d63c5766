package dev.kanit.archiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.SimpleFileServer;
import dev.kanit.archiver.audit.ArchivedCluster;
import dev.kanit.archiver.audit.Fsck;
import dev.kanit.archiver.example.DecisionAuditor;
import dev.kanit.archiver.intake.IntakeHealth;
import dev.kanit.archiver.keys.ArchiverKeys;
import dev.kanit.archiver.report.SparkRollout;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutDecision;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is archived is signed for, and told. */
final class SignedArchiveTest {

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
    void promiseG2EachRecordIsUnderASignedCheckpointSoonAfterItsAppend() throws Exception {
        try (EvidenceArchiver archiver = start()) {
            for (int i = 0; i < 200; i++) {
                TOPICS.publish(TopicCatalogue.TICKS, "r-" + i % 7, ("v" + i).getBytes(UTF_8));
            }
            EvidenceTopics.await(
                    "signatures",
                    () -> archiver.counters().records() == 200 && archiver.unsignedAge().isZero());
            assertThat(archiver.counters().checkpoints()).isPositive();
        }

        Fsck.Report report = Fsck.check(cluster());
        assertThat(report.findings()).isEmpty();
        assertThat(report.records()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void anAuditorFindsEachDecisionUnderTheCheckpointFromTheTopic() throws Exception {
        List<RolloutDecision> decisions = SparkRollout.released("audited", Duration.ofMinutes(15));
        List<String> verdicts = new ArrayList<>();
        var server =
                SimpleFileServer.createFileServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Files.createDirectories(root).toAbsolutePath(),
                        SimpleFileServer.OutputLevel.NONE);
        server.start();
        try (EvidenceArchiver _ = start();
                HttpClient client = HttpClient.newHttpClient()) {
            for (RolloutDecision decision : decisions) {
                TOPICS.publish(decision);
            }
            EvidenceTopics.await("a policy", () -> Files.exists(policy()));
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            try (DecisionAuditor auditor =
                    new DecisionAuditor(
                            TOPICS.settings(),
                            TrustPolicy.parse(Files.readAllBytes(policy())),
                            DecisionAuditor.server(uri, client))) {
                while (verdicts.size() < decisions.size()) {
                    auditor.poll(verdicts::add);
                }
            }
        } finally {
            server.stop(0);
        }

        assertThat(verdicts).hasSize(decisions.size()).allMatch(one -> one.contains("ARCHIVED"));
    }

    @Test
    void aSignerThatHasLostItsMemoryIsRefused() throws Exception {
        try (EvidenceArchiver archiver = start()) {
            TOPICS.publish(TopicCatalogue.CHECKS, "r", "v".getBytes(UTF_8));
            EvidenceTopics.await(
                    "a signature",
                    () -> archiver.counters().checkpoints() > 0 && archiver.unsignedAge().isZero());
        }
        try (var files = Files.walk(directory.resolve("keys/signer"))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }

        try (EvidenceArchiver archiver = start()) {
            EvidenceTopics.await("a stop", () -> archiver.health() instanceof IntakeHealth.Stopped);

            assertThat(archiver.health().toString())
                    .contains("has no memory of it (expected: signer/ as it was, or a new key)");
        }
        ArchiverKeys _ = ArchiverKeys.rotate(directory.resolve("keys"));
        try (EvidenceArchiver archiver = start()) {
            EvidenceTopics.await(
                    "archiving", () -> archiver.health() instanceof IntakeHealth.Archiving);
        }
    }

    private Path policy() {
        return directory.resolve("trust.policy");
    }

    private ArchivedCluster cluster() throws Exception {
        return ArchivedCluster.of(
                        DirectoryStore.open(root), TrustPolicy.parse(Files.readAllBytes(policy())))
                .getFirst();
    }

    private EvidenceArchiver start() throws Exception {
        return EvidenceArchiver.start(
                new ArchiverSettings(TOPICS.settings(), root, Duration.ofMillis(20))
                        .withPublishEvery(Duration.ofMillis(50)),
                TOPICS.cluster.registry(),
                _ -> SparkRollout.SPEC);
    }
}
