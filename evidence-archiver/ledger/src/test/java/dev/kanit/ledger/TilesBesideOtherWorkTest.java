package dev.kanit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.ledger.store.InterruptedStore;
import dev.kanit.ledger.store.RecordingStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiles that are written while the next segment is made. */
final class TilesBesideOtherWorkTest {

    private static final LogId ID = new LogId("cluster", "topic", 0);
    private static final List<String> FINISHED =
            List.of(
                    ID.path() + "/tile/0/000",
                    ID.path() + "/tile/0/001",
                    ID.path() + "/tile/entries/000",
                    ID.path() + "/tile/entries/001");

    @TempDir Path directory;

    private final List<Entry> topic = SimulatedTopic.of(new Random(7), 700);
    private final List<RecordingStore.Write> writes =
            Collections.synchronizedList(new ArrayList<>());
    private final NoteSigner key = NoteSigner.generate("key", SignatureType.ED25519);
    private EvidenceStore plain;
    private CheckpointSigner signer;

    @BeforeEach
    void openStores() throws Exception {
        plain = DirectoryStore.open(directory.resolve("store"));
        EvidenceStore memory = DirectoryStore.open(directory.resolve("memory"));
        signer = new CheckpointSigner(key, new RecordingStore(memory, writes::add));
    }

    @Test
    void tilesThatNoThreadHasBegunAreWrittenOnceByWhoSignsForThem() throws Exception {
        HeldBack behind = new HeldBack();
        PartitionLog log = log(plain);

        log.beginFinished(behind);
        assertThat(written()).doesNotContainAnyElementsOf(FINISHED);
        assertThat(log.publish()).isInstanceOf(Published.Signed.class);
        behind.release();

        requireWrittenOnceAndBeforeTheSignature();
    }

    @Test
    void tilesThatAnExecutorRefusedAreWrittenByWhoSignsForThem() throws Exception {
        Executor refusing =
                _ -> {
                    throw new RejectedExecutionException("closed");
                };
        PartitionLog log = log(plain);

        assertThatThrownBy(() -> log.beginFinished(refusing))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(log.append(topic.subList(600, 700))).isInstanceOf(Appended.Stored.class);
        assertThat(log.publish()).isInstanceOf(Published.Signed.class);

        requireWrittenOnceAndBeforeTheSignature();
    }

    @Test
    void leavesAreAppendedWhileAnotherThreadWritesAndTheSignatureWaitsForIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch appended = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        EvidenceStore slow =
                new InterruptedStore(
                        plain,
                        () -> {
                            if (!Thread.currentThread().equals(main)) {
                                begun.countDown();
                                await(appended);
                            }
                        });
        try (var second = Executors.newSingleThreadExecutor()) {
            PartitionLog log = log(slow);
            log.beginFinished(second);
            await(begun);

            assertThat(log.append(topic.subList(600, 700))).isInstanceOf(Appended.Stored.class);
            appended.countDown();

            assertThat(log.publish()).isInstanceOf(Published.Signed.class);
        }
        requireWrittenOnceAndBeforeTheSignature();
        assertThat(PartitionLog.open(plain, ID, signer, List.of()).tree().size()).isEqualTo(700);
    }

    @Test
    void anotherTreesTileThatWasFoundBesideOtherWorkIsNotSignedFor() throws Exception {
        HeldBack behind = new HeldBack();
        assertThat(plain.createIfAbsent(FINISHED.getFirst(), new byte[8_192])).isTrue();
        PartitionLog log = log(plain);

        log.beginFinished(behind);
        behind.release();

        for (int again = 0; again < 2; again++) {
            assertThat(log.publish())
                    .isInstanceOfSatisfying(
                            Published.Refused.class,
                            refused -> assertThat(refused.why()).contains("holds another tree's"));
        }
        assertThat(written()).noneMatch(name -> name.startsWith("signed/"));
    }

    /** Its first 600 entries are appended. */
    private PartitionLog log(EvidenceStore store) throws Exception {
        PartitionLog log =
                PartitionLog.open(new RecordingStore(store, writes::add), ID, signer, List.of());
        assertThat(log.append(topic.subList(0, 600))).isInstanceOf(Appended.Stored.class);
        return log;
    }

    private void requireWrittenOnceAndBeforeTheSignature() {
        List<String> names = written();
        assertThat(names.subList(0, names.indexOf("signed/" + ID.origin()))).containsAll(FINISHED);
        writes.stream()
                .collect(Collectors.groupingBy(RecordingStore.Write::name))
                .forEach(
                        (name, ofOne) ->
                                assertThat(ofOne)
                                        .extracting(RecordingStore.Write::isDone)
                                        .as("begun and done, %s", name)
                                        .containsExactly(false, true));
    }

    /** Names that were written, in the order in which they were durable. */
    private List<String> written() {
        return List.copyOf(writes).stream()
                .filter(RecordingStore.Write::isDone)
                .map(RecordingStore.Write::name)
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
