package dev.kanit.archiver.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.archiver.audit.SmallArchive;
import dev.kanit.archiver.intake.Dispositions;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.schemas.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bundler makes of what it finds in directories. Nobody is asked for schemas here. */
final class BundlerTest {

    @TempDir Path directory;

    private Path root;
    private EvidenceStore store;
    private SmallArchive archive;

    @BeforeEach
    void archiveSome() throws Exception {
        root = directory.resolve("evidence");
        store = DirectoryStore.open(root);
        archive = new SmallArchive(store, directory.resolve("keys"), Dispositions.NONE);
        archive.archive("r", 0, 10);
    }

    @Test
    void anOpenRolloutIsLeftAlone() throws Exception {
        counts("r", "{\"rollout.signals\": {\"records\": 10}}");
        counts("s", closed());
        store.delete(SmallArchive.LOG.path() + "/tile/entries/000.p/10");
        try (Bundler bundler = start()) {
            await(() -> isSaid(bundler, "no bundle of s"));

            assertThat(bundler.overdue()).hasSize(1);
        }
    }

    @Test
    void anArchiveThatIsDamagedIsSaidWithItsReason() throws Exception {
        counts("r", closed());
        store.delete(SmallArchive.LOG.path() + "/tile/entries/000.p/10");
        try (Bundler bundler = start()) {
            await(() -> isSaid(bundler, "tile/entries/000.p/10: missing"));
        }
    }

    @Test
    void aBundleOfAnotherArchiverSettlesARollout() throws Exception {
        counts("r", closed());
        new StoredBundles(store)
                .create("r", Files.write(directory.resolve("other.zip"), new byte[] {1}));
        counts("s", closed());
        store.delete(SmallArchive.LOG.path() + "/tile/entries/000.p/10");
        try (Bundler bundler = start()) {
            await(() -> isSaid(bundler, "no bundle of s"));

            assertThat(bundler.overdue()).hasSize(1);
        }
        assertThat(new StoredBundles(store).rollouts()).containsExactly("r");
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        assertThat(new StoredBundles(store).copy("r", kept)).isTrue();
        assertThat(kept.toByteArray()).containsExactly(1);
    }

    private static String closed() {
        return """
               {"rollout.decisions": {"clusterId": "cluster", "topicId": "topic", "partition": 0,
                 "firstOffset": 0, "records": 10},
                "closing": {"verdict": "MATCH"}}
               """;
    }

    private void counts(String rollout, String json) throws Exception {
        Path rollouts = Files.createDirectories(root.resolve("rollouts").resolve(rollout));
        Files.writeString(rollouts.resolve("counts.json"), json);
    }

    private Bundler start() throws Exception {
        return Bundler.start(
                store,
                archive.keys,
                root,
                new SchemaRegistryClient(URI.create("http://127.0.0.1:9"), Duration.ofSeconds(1)));
    }

    private static boolean isSaid(Bundler bundler, String what) {
        return bundler.overdue().stream().anyMatch(one -> one.contains(what));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within a minute");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
