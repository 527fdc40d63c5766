package dev.kanit.archiver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.ledger.Appended;
import dev.kanit.ledger.CheckpointSigner;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.PartitionLog;
import dev.kanit.ledger.Published;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.ledger.store.UnfitStoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The store against a server of our own that keeps S3's published conditions, rivals included. */
final class S3StoreTest {

    private static final LogId LOG = new LogId("c", "t", 0);

    private static final ConditionalS3 SERVER = ConditionalS3.start();

    @TempDir Path directory;

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aNameIsCreatedOnceAndReplacedByWhoKnowsItsContent() throws Exception {
        try (S3Store store = open("once/")) {
            S3Checks.aNameIsCreatedOnceAndReplacedByWhoKnowsItsContent(store);
        }
    }

    @Test
    void partsOfAContentAreRead() throws Exception {
        try (S3Store store = open("range/")) {
            S3Checks.partsOfAContentAreRead(store);
        }
    }

    @Test
    void moreNamesThanOnePageHoldsAreListedWithoutThoseFurtherDown() throws Exception {
        try (S3Store store = open("list/")) {
            S3Checks.moreNamesThanOnePageHoldsAreListed(store);
        }
    }

    @Test
    void aServerThatDoesNotHeedTheConditionsIsRefused() throws Exception {
        try (ConditionalS3 careless = ConditionalS3.careless()) {
            S3Settings settings =
                    new S3Settings("evidence", "", "eu-central-1", Optional.of(careless.uri()));
            assertThatThrownBy(() -> S3Store.open(settings, CREDENTIALS))
                    .isInstanceOf(UnfitStoreException.class)
                    .hasMessageContaining("an existing name was accepted");
        }
    }

    @Test
    void twoArchiversOfOneBucketComeToOneLog() throws Exception {
        NoteSigner key = NoteSigner.generate("kanit", SignatureType.ED25519);
        EvidenceStore memory = DirectoryStore.open(directory.resolve("memory"));
        try (S3Store one = open("two/");
                S3Store two = open("two/")) {
            List<PartitionLog> logs = new ArrayList<>();
            for (EvidenceStore store : List.of(one, two)) {
                logs.add(
                        PartitionLog.open(
                                store, LOG, new CheckpointSigner(key, memory), List.of()));
            }
            int adopted = 0;
            for (int round = 0; round < 20; round++) {
                PartitionLog log = logs.get(round * 7 % 3 % 2);
                long next = log.nextOffset();
                Appended end = log.append(records(next, 10 + round));
                adopted += end instanceof Appended.Adopted ? 1 : 0;
                assertThat(end).isNotInstanceOf(Appended.Conflicting.class);
                assertThat(log.publish()).isNotInstanceOf(Published.Refused.class);
            }
            assertThat(adopted).isPositive();
            PartitionLog fresh =
                    PartitionLog.open(one, LOG, new CheckpointSigner(key, memory), List.of());
            assertThat(fresh.tree().size()).isEqualTo(fresh.nextOffset());
        }
    }

    @Test
    void aBucketThatIsMissingIsAnErrorInOneSentence() {
        S3Settings settings = new S3Settings("none", "", "eu-central-1", Optional.of(SERVER.uri()));

        assertThatThrownBy(() -> S3Store.open(settings, CREDENTIALS))
                .isInstanceOf(java.io.IOException.class);
    }

    private static List<Entry> records(long from, int count) {
        List<Entry> records = new ArrayList<>();
        for (long offset = from; offset < from + count; offset++) {
            records.add(
                    new Entry.Kept(
                            offset,
                            offset,
                            Optional.empty(),
                            Entry.Bytes.of(
                                    Long.toString(offset)
                                            .getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                            List.of()));
        }
        return records;
    }

    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));

    private static S3Store open(String prefix) throws Exception {
        return S3Store.open(
                new S3Settings("evidence", prefix, "eu-central-1", Optional.of(SERVER.uri())),
                CREDENTIALS);
    }
}
