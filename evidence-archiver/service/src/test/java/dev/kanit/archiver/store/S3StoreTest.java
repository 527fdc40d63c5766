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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The store against Adobe's S3Mock, a server of another make, in a process of its own. */
@EnabledIfSystemProperty(named = "kanit.s3mock.jar", matches = ".+")
final class S3StoreTest {

    private static final LogId LOG = new LogId("c", "t", 0);

    private static @Nullable S3MockProcess server;

    @TempDir Path directory;

    @BeforeAll
    static void start() throws Exception {
        server = S3MockProcess.start(Path.of(System.getProperty("kanit.s3mock.jar", "")));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aNameIsCreatedOnceAndReplacedByWhoKnowsItsContent() throws Exception {
        try (S3Store store = open("once/")) {
            assertThat(store.createIfAbsent("a/b", new byte[] {1})).isTrue();
            assertThat(store.createIfAbsent("a/b", new byte[] {2})).isFalse();
            assertThat(store.compareAndSet("a/b", new byte[] {2}, new byte[] {3})).isFalse();
            assertThat(store.compareAndSet("a/b", new byte[] {1}, new byte[] {3})).isTrue();
            assertThat(store.compareAndSet("a/none", new byte[] {1}, new byte[] {3})).isFalse();
            assertThat(store.get("a/b")).contains(new byte[] {3});
            store.delete("a/b");
            assertThat(store.get("a/b")).isEmpty();
        }
    }

    @Test
    void partsOfAContentAreRead() throws Exception {
        try (S3Store store = open("range/")) {
            assertThat(store.createIfAbsent("n", new byte[] {0, 1, 2, 3, 4})).isTrue();
            assertThat(store.getRange("n", 1, 2)).contains(new byte[] {1, 2});
            assertThat(store.getRange("n", 3, 9)).contains(new byte[] {3, 4});
            assertThat(store.getRange("n", 9, 2)).contains(new byte[0]);
            assertThat(store.getRange("none", 0, 2)).isEmpty();
        }
    }

    @Test
    void moreNamesThanOnePageHoldsAreListedWithoutThoseFurtherDown() throws Exception {
        try (S3Store store = open("list/")) {
            Map<String, byte[]> contents = new LinkedHashMap<>();
            for (int i = 0; i < 1_100; i++) {
                contents.put("d/%04d".formatted(i), new byte[] {1});
            }
            contents.put("d/deeper/x", new byte[] {1});
            contents.put("d2/y", new byte[] {1});
            assertThat(store.createAll(contents)).isEmpty();
            assertThat(store.createAll(Map.of("d/0000", new byte[] {2}))).containsExactly("d/0000");

            assertThat(store.list("d"))
                    .hasSize(1_100)
                    .isSorted()
                    .startsWith("d/0000")
                    .endsWith("d/1099");
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
        S3Settings settings =
                new S3Settings("none", "", "eu-central-1", Optional.of(server().uri()));

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

    private static S3MockProcess server() {
        if (server == null) {
            throw new IllegalStateException("no server (expected: started)");
        }
        return server;
    }

    private static S3Store open(String prefix) throws Exception {
        return S3Store.open(
                new S3Settings("evidence", prefix, "eu-central-1", Optional.of(server().uri())),
                CREDENTIALS);
    }
}
