package dev.kanit.archiver.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.archiver.audit.ArchivedCluster;
import dev.kanit.archiver.audit.Fsck;
import dev.kanit.archiver.audit.SignedTree;
import dev.kanit.archiver.audit.SmallArchive;
import dev.kanit.ledger.SegmentLog;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.note.TlogProof;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrunerTest {

    private static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir Path directory;

    private final Set<String> bundled = new HashSet<>(Set.of("r-1", "r-2"));
    private final Set<String> neverStarted = new HashSet<>();
    private Instant now = BEGIN;
    private EvidenceStore store;
    private Floors floors;
    private SmallArchive archive;
    private LegalHolds holds;

    /** Two rollouts that were archived 91 days ago, and one of today. */
    @BeforeEach
    void archiveSome() throws Exception {
        store = DirectoryStore.open(directory.resolve("evidence"));
        floors = new Floors(store);
        holds = new LegalHolds(store);
        archive = new SmallArchive(store, directory.resolve("keys"), floors);
        // What producers say of the time does not matter.
        archive.archive("r-1", 0, 300);
        archive.archive("r-2", Instant.parse("2099-01-01T00:00:00Z").toEpochMilli(), 10);
        Pruned _ = prune();
        passes(Duration.ofDays(91));
        archive.archive("r-3", 0, 10);
    }

    @Test
    void payloadOfAQuietPartitionGoesOnceItsDispositionIsSigned() throws Exception {
        Pruned said = prune();
        assertThat(said.disposableBelow()).isEqualTo(310);
        assertThat(said.deleted()).isZero();
        assertThat(segments()).containsExactly(0L, 300L, 310L);

        Pruned done = prune();

        assertThat(done.signedBelow()).isEqualTo(310);
        assertThat(done.deleted()).isEqualTo(2);
        assertThat(segments()).containsExactly(310L);
        assertThat(prune().deleted()).isZero();
        Fsck.Report report = Fsck.check(archive.cluster());
        assertThat(report.findings()).isEmpty();
        assertThat(report.disposed()).isEqualTo(310);
    }

    @Test
    void whoOnlyAsksHasTheDispositionWrittenBeforeTheNextRecord() throws Exception {
        assertThat(prune(Disposer.asking(floors)).deleted()).isZero();
        assertThat(prune(Disposer.asking(floors)).deleted()).isZero();
        archive.archive("r-3", 0, 1);

        assertThat(prune(Disposer.asking(floors)).deleted()).isEqualTo(2);
        assertThat(Fsck.check(archive.cluster()).findings()).isEmpty();
    }

    @Test
    void aProducersClockNeitherKeepsNorDeletes() throws Exception {
        passes(Duration.ofDays(-2));

        Pruned pruned = prune();

        assertThat(pruned.disposableBelow()).isZero();
        assertThat(pruned.keptBecause())
                .isEqualTo("records from offset 0 on were archived less than 90 days ago");
    }

    @Test
    void entriesGoLongAfterTheirPayload() throws Exception {
        archive.archive("r-1", 0, 1_000);
        Pruned _ = prune();
        passes(Duration.ofDays(91));
        archive.archive("r-3", 0, 600);
        bundled.add("r-3");
        Pruned _ = prune();
        Pruned _ = prune();
        passes(Duration.ofDays(310));

        assertThat(prune().deletedBundles()).isZero();
        assertThat(prune().deletedBundles()).isEqualTo(5);
        assertThat(prune().deletedBundles()).isZero();

        Fsck.Report report = Fsck.check(archive.cluster());
        assertThat(report.findings()).isEmpty();
        assertThat(archive.cluster().partition(SmallArchive.LOG).firstBundle()).isEqualTo(5);
        assertThat(archive.cluster().partition(SmallArchive.LOG).indexOf(1_500)).hasValue(1_500);
        archive.reopened().archive("r-3", 0, 3);
        assertThat(Fsck.check(archive.cluster()).findings()).isEmpty();
    }

    @Test
    void entriesThatGoWithoutADispositionAreMissed() throws Exception {
        store.delete(SmallArchive.LOG.path() + "/tile/entries/000");

        assertThat(Fsck.check(archive.cluster()).findings().toString())
                .contains("entries: none of leaves 0 to 255 (expected: from the floor 0 on)");
    }

    @Test
    void promiseG7ProofsThatWereIssuedBeforeStillVerify() throws Exception {
        archive.archive("r-1", 0, 900);
        List<TlogProof> proofs = new ArrayList<>();
        List<byte[]> leaves = new ArrayList<>();
        SignedTree before = archive.cluster().partition(SmallArchive.LOG);
        for (long index = 0; index < before.size(); index += 9) {
            proofs.add(before.prove(index));
            leaves.add(before.leaf(index));
        }

        Pruned _ = prune();
        passes(Duration.ofDays(500));
        archive.archive("r-3", 0, 600);
        bundled.add("r-3");
        Pruned _ = prune();
        Pruned _ = prune();
        Pruned _ = prune();
        assertThat(
                        prune().deletedBundles()
                                + archive.cluster().partition(SmallArchive.LOG).firstBundle())
                .isPositive();

        SignedTree after = archive.cluster().partition(SmallArchive.LOG);
        for (int i = 0; i < proofs.size(); i++) {
            assertThat(proofs.get(i).check(new MerkleHasher(), leaves.get(i)).holds()).isTrue();
            long index = proofs.get(i).index();
            assertThat(after.prove(index).check(new MerkleHasher(), leaves.get(i)).holds())
                    .as("a new proof of leaf %d, whose entry may be gone", index)
                    .isTrue();
        }
    }

    @Test
    void aHoldOnOneRolloutKeepsItsSegmentAndAllAfterIt() throws Exception {
        LegalHold hold = holds.place(Optional.of("r-2"), "counsel", "case 7", now);

        assertThat(prune().disposableBelow()).isEqualTo(300);
        assertThat(prune().keptBecause()).contains("held by counsel: case 7");

        assertThat(holds.release(hold.id(), "counsel", "settled", now)).isTrue();
        assertThat(holds.release(hold.id(), "counsel", "again", now)).isFalse();
        assertThat(prune().disposableBelow()).isEqualTo(310);
    }

    @Test
    void aHoldWinsEvenWhenTheDispositionIsSigned() throws Exception {
        Pruned _ = prune();
        LegalHold _ = holds.place(Optional.empty(), "counsel", "all of it", now);

        assertThat(prune().deleted()).isZero();
        assertThat(segments()).containsExactly(0L, 300L, 310L);
    }

    @Test
    void aHoldKeepsEntriesWhosePayloadIsGone() throws Exception {
        Pruned _ = prune();
        Pruned _ = prune();
        passes(Duration.ofDays(500));
        archive.archive("r-3", 0, 600);
        LegalHold _ = holds.place(Optional.of("r-1"), "counsel", "case 8", now);

        Pruned _ = prune();
        assertThat(prune().deletedBundles()).isZero();
    }

    @Test
    void aRolloutThatIsOpenOrWithoutBundleKeepsItsPayload() throws Exception {
        bundled.remove("r-1");

        Pruned pruned = prune();

        assertThat(pruned.disposableBelow()).isZero();
        assertThat(pruned.keptBecause()).isEqualTo("rollout r-1 is open or has no bundle");
    }

    @Test
    void anIdThatNeverStartedGoesWithoutABundleAndIsNamedInTheLog() throws Exception {
        bundled.remove("r-2");
        neverStarted.add("r-2");

        assertThat(prune().disposableBelow()).isEqualTo(310);
        assertThat(prune().deleted()).isEqualTo(2);

        SignedTree heads = archive.cluster().heads();
        assertThat(new String(heads.leaf(heads.size() - 1), StandardCharsets.UTF_8))
                .contains(
                        "kanit-disposition payload below 310 at ",
                        "archived more than 90 days ago; never started, so without a bundle: r-2");
    }

    private void passes(Duration time) {
        now = now.plus(time);
    }

    private Pruned prune() throws Exception {
        return prune(new HeadsDisposer(store, archive.keys, archive.keys.signer()));
    }

    private Pruned prune(Disposer disposer) throws Exception {
        ArchivedCluster cluster = archive.cluster();
        return new Pruner(
                        store,
                        RetentionPolicy.USUAL,
                        new Bundles() {
                            @Override
                            public boolean isBundled(String rollout) {
                                return bundled.contains(rollout);
                            }

                            @Override
                            public boolean isNeverStarted(String rollout) {
                                return neverStarted.contains(rollout);
                            }
                        },
                        floors,
                        disposer,
                        Clock.fixed(now, ZoneOffset.UTC))
                .prune(cluster)
                .getFirst();
    }

    private List<Long> segments() throws Exception {
        return SegmentLog.open(store, SmallArchive.LOG).starts();
    }
}
