package dev.kanit.archiver.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.archiver.audit.Fsck;
import dev.kanit.archiver.audit.SignedTree;
import dev.kanit.archiver.audit.SmallArchive;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.note.TlogProof;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
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

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final long OLD = NOW.minus(Duration.ofDays(91)).toEpochMilli();
    private static final long YOUNG = NOW.minus(Duration.ofDays(89)).toEpochMilli();

    @TempDir Path directory;

    private final Set<String> bundled = new HashSet<>(Set.of("r-1", "r-2"));
    private EvidenceStore store;
    private Floors floors;
    private SmallArchive archive;
    private LegalHolds holds;

    @BeforeEach
    void archiveSome() throws Exception {
        store = DirectoryStore.open(directory.resolve("evidence"));
        floors = new Floors(store);
        holds = new LegalHolds(store);
        archive = new SmallArchive(store, directory.resolve("keys"), floors);
        archive.archive("r-1", OLD, 300);
        archive.archive("r-2", OLD, 10);
        archive.archive("r-3", YOUNG, 10);
    }

    @Test
    void payloadGoesOnlyAfterADispositionIsSigned() throws Exception {
        Pruned asked = prune();
        assertThat(asked.disposableBelow()).isEqualTo(310);
        assertThat(asked.deleted()).isZero();
        assertThat(segments()).containsExactly(0L, 300L, 310L);

        archive.archive("r-3", YOUNG, 1);
        Pruned done = prune();

        assertThat(done.signedBelow()).isEqualTo(310);
        assertThat(done.deleted()).isEqualTo(2);
        assertThat(segments()).containsExactly(310L, 320L);
        assertThat(prune().deleted()).isZero();
        Fsck.Report report = Fsck.check(archive.cluster());
        assertThat(report.findings()).isEmpty();
        assertThat(report.disposed()).isEqualTo(310);
    }

    @Test
    void promiseG7ProofsThatWereIssuedBeforeStillVerify() throws Exception {
        List<TlogProof> proofs = new ArrayList<>();
        List<byte[]> leaves = new ArrayList<>();
        SignedTree before = archive.cluster().partition(SmallArchive.LOG);
        for (long index = 0; index < before.size(); index += 9) {
            proofs.add(before.prove(index));
            leaves.add(before.leaf(index));
        }

        Pruned _ = prune();
        archive.archive("r-3", YOUNG, 1);
        assertThat(prune().deleted()).isEqualTo(2);

        for (int i = 0; i < proofs.size(); i++) {
            assertThat(proofs.get(i).check(new MerkleHasher(), leaves.get(i)).holds()).isTrue();
        }
        SignedTree after = archive.cluster().partition(SmallArchive.LOG);
        assertThat(after.prove(5).check(new MerkleHasher(), after.leaf(5)).holds()).isTrue();
    }

    @Test
    void aHoldOnOneRolloutKeepsItsSegmentAndAllAfterIt() throws Exception {
        LegalHold hold = holds.place(Optional.of("r-2"), "counsel", "case 7", NOW);

        assertThat(prune().disposableBelow()).isEqualTo(300);
        assertThat(prune().keptBecause()).contains("held by counsel: case 7");

        assertThat(holds.release(hold.id(), "counsel", "settled", NOW)).isTrue();
        assertThat(holds.release(hold.id(), "counsel", "again", NOW)).isFalse();
        assertThat(prune().disposableBelow()).isEqualTo(310);
    }

    @Test
    void aHoldWinsEvenWhenTheDispositionIsSigned() throws Exception {
        Pruned _ = prune();
        archive.archive("r-3", YOUNG, 1);
        LegalHold _ = holds.place(Optional.empty(), "counsel", "all of it", NOW);

        assertThat(prune().deleted()).isZero();
        assertThat(segments()).containsExactly(0L, 300L, 310L, 320L);
    }

    @Test
    void aRolloutThatIsOpenOrWithoutBundleKeepsItsPayload() throws Exception {
        bundled.remove("r-1");

        Pruned pruned = prune();

        assertThat(pruned.disposableBelow()).isZero();
        assertThat(pruned.keptBecause()).isEqualTo("rollout r-1 is open or has no bundle");
    }

    private Pruned prune() throws Exception {
        return new Pruner(
                        store,
                        RetentionPolicy.USUAL,
                        bundled::contains,
                        floors,
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .prune(archive.cluster())
                .getFirst();
    }

    private List<Long> segments() throws Exception {
        return dev.kanit.ledger.SegmentLog.open(store, SmallArchive.LOG).starts();
    }
}
