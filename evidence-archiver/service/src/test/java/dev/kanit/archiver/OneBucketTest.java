package dev.kanit.archiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kanit.archiver.audit.ArchivedCluster;
import dev.kanit.archiver.audit.Fsck;
import dev.kanit.archiver.intake.IntakeHealth;
import dev.kanit.archiver.report.SparkRollout;
import dev.kanit.archiver.store.ConditionalS3;
import dev.kanit.archiver.store.S3ProxyProcess;
import dev.kanit.archiver.store.S3Settings;
import dev.kanit.archiver.store.S3Store;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.schemas.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Two whole archivers of one cluster whose evidence lies in one bucket. */
final class OneBucketTest {

    private static final int RECORDS = 300;

    private static final EvidenceTopics TOPICS = new EvidenceTopics();

    @TempDir Path directory;

    @AfterAll
    static void close() {
        TOPICS.close();
    }

    @Test
    void promisesG1AndG5HoldForTwoArchiversOfOneBucket() throws Exception {
        try (ConditionalS3 server = ConditionalS3.start();
                S3Store one = store(server);
                S3Store two = store(server)) {
            archiveWithTwo(TopicCatalogue.CHECKS, one, two);
        }
    }

    @Test
    void promisesG1AndG5HoldForTwoArchiversOfOneBucketOfS3Proxy() throws Exception {
        assumeTrue(S3ProxyProcess.isThere(), "no S3Proxy: the build did not fetch it");
        try (S3ProxyProcess server = S3ProxyProcess.start(directory.resolve("s3"));
                S3Store one = server.store("evidence/");
                S3Store two = server.store("evidence/")) {
            archiveWithTwo(TopicCatalogue.TICKS, one, two);
        }
    }

    private void archiveWithTwo(String topic, EvidenceStore one, EvidenceStore two)
            throws Exception {
        List<String> sent = new ArrayList<>();
        try (EvidenceArchiver first = start(one, 15);
                EvidenceArchiver second = start(two, 10)) {
            long last = 0;
            for (int i = 0; i < RECORDS; i++) {
                last = TOPICS.publish(topic, "bucket", ("v" + i).getBytes(UTF_8));
                sent.add("v" + i);
            }
            long end = last;
            EvidenceTopics.await("all records", () -> TOPICS.archivedTo(one, topic) > end);
            assertThat(first.health()).isInstanceOf(IntakeHealth.Archiving.class);
            assertThat(second.health()).isInstanceOf(IntakeHealth.Archiving.class);
        }
        // A server that lets two replace one checkpoint may have kept the older of the two: whoever
        // starts next brings it up to date.
        start(one, 10).close();

        assertThat(TOPICS.archived(two, topic))
                .extracting(
                        entry ->
                                new String(
                                        ((Entry.Kept) entry).value().orElseThrow().toArray(),
                                        UTF_8))
                .isEqualTo(sent);
        Fsck.Report report = Fsck.check(cluster(two));
        assertThat(report.findings()).isEmpty();
        assertThat(report.records()).isGreaterThanOrEqualTo(RECORDS);
    }

    private ArchivedCluster cluster(EvidenceStore store) throws Exception {
        byte[] policy = Files.readAllBytes(directory.resolve("trust.policy"));
        return ArchivedCluster.of(store, TrustPolicy.parse(policy)).getFirst();
    }

    private static S3Store store(ConditionalS3 server) throws Exception {
        return S3Store.open(
                new S3Settings("evidence", "", "eu-central-1", Optional.of(server.uri())),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
    }

    private EvidenceArchiver start(EvidenceStore store, int ageMillis) throws Exception {
        return EvidenceArchiver.start(
                new ArchiverSettings(
                                TOPICS.settings(),
                                directory.resolve("rollouts-" + ageMillis),
                                Duration.ofMillis(ageMillis))
                        .withPublishEvery(Duration.ofMillis(50)),
                store,
                TOPICS.cluster.registry(),
                _ -> SparkRollout.SPEC);
    }
}
