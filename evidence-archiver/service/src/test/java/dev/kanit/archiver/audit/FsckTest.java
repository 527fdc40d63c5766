package dev.kanit.archiver.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.archiver.intake.Dispositions;
import dev.kanit.ledger.Appended;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.PartitionLog;
import dev.kanit.ledger.Published;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.Segment;
import dev.kanit.ledger.segment.SegmentFile;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FsckTest {

    @TempDir Path directory;

    private EvidenceStore store;
    private SmallArchive archive;

    @BeforeEach
    void archiveSome() throws Exception {
        store = DirectoryStore.open(directory.resolve("evidence"));
        archive = new SmallArchive(store, directory.resolve("keys"), Dispositions.NONE);
        archive.archive("r-1", 1_000, 300);
        archive.archive("r-2", 2_000, 20);
    }

    @Test
    void anArchiveThatNobodyTouchedHasNoFindings() throws Exception {
        Fsck.Report report = Fsck.check(archive.cluster());

        assertThat(report.findings()).isEmpty();
        assertThat(report.logs()).isEqualTo(1);
        assertThat(report.records()).isEqualTo(320);
        assertThat(report.leaves()).isEqualTo(322);
    }

    @Test
    void aLogThatNoHeadTellsOfIsNamed() throws Exception {
        LogId other = new LogId("cluster", "other", 3);
        PartitionLog log = PartitionLog.open(store, other, archive.keys.signer(), List.of());
        assertThat(log.append(List.of(new Entry.Gap(0, 5, "for a test"))))
                .isInstanceOf(Appended.Stored.class);
        assertThat(log.publish()).isInstanceOf(Published.Signed.class);

        assertThat(Fsck.check(archive.cluster()).findings())
                .singleElement()
                .asString()
                .contains(
                        "kanit/cluster/other/3",
                        "no head of it in the log of heads (expected: one for each log)");
    }

    @Test
    void promiseG6AChangedRecordIsNamed() throws Exception {
        Segment before =
                SegmentFile.read(
                        SmallArchive.LOG.path(),
                        300,
                        store.get(SmallArchive.segment(300)).orElseThrow());
        List<Entry> entries = new ArrayList<>(before.entries());
        Entry.Kept kept = (Entry.Kept) entries.get(7);
        entries.set(
                7,
                new Entry.Kept(
                        kept.offset(),
                        kept.timestampMillis(),
                        kept.key(),
                        Entry.Bytes.of(new byte[] {1}),
                        kept.headers()));
        replace(
                SmallArchive.segment(300),
                SegmentFile.write(new Segment(before.log(), before.firstOffset(), entries)));

        assertThat(findings())
                .containsExactly(
                        "kanit/cluster/topic/0: record at offset 307: not the one that its leaf"
                                + " says");
    }

    @Test
    void promiseG6EachFlippedByteOfAnyFileIsFound() throws Exception {
        List<String> names =
                List.of(
                        SmallArchive.segment(0),
                        SmallArchive.LOG.path() + "/checkpoint",
                        SmallArchive.LOG.path() + "/tile/0/000",
                        SmallArchive.LOG.path() + "/tile/0/001.p/64",
                        SmallArchive.LOG.path() + "/tile/entries/000",
                        SmallArchive.LOG.path() + "/tile/entries/001.p/64",
                        "logs/cluster/heads/checkpoint",
                        "logs/cluster/heads/tile/entries/000.p/2");
        for (String name : names) {
            byte[] good = store.get(name).orElseThrow();
            for (int at = 0; at < good.length; at += 1 + good.length / 7) {
                byte[] bad = good.clone();
                bad[at] ^= 0x10;
                replace(name, bad);
                assertThat(findings()).as("%s, byte %d", name, at).isNotEmpty();
            }
            replace(name, good);
        }
        assertThat(findings()).isEmpty();
    }

    @Test
    void aSegmentThatIsGoneWithoutADispositionIsFound() throws Exception {
        store.delete(SmallArchive.segment(0));

        assertThat(findings())
                .containsExactly(
                        "kanit/cluster/topic/0: segments: none for offsets 0 to 299 (expected:"
                                + " payload above the floor 0)");
    }

    @Test
    void theLeafOfAnOffsetIsFoundAndProven() throws Exception {
        SignedTree tree = archive.cluster().partition(SmallArchive.LOG);
        for (long offset : List.of(0L, 255L, 256L, 300L, 319L)) {
            long index = tree.indexOf(offset).orElseThrow();
            var check =
                    tree.prove(index)
                            .check(new dev.kanit.ledger.merkle.MerkleHasher(), tree.leaf(index));
            assertThat(check.holds()).as("offset %d", offset).isTrue();
        }
        assertThat(tree.indexOf(320)).isEmpty();
    }

    private List<String> findings() throws Exception {
        return Fsck.check(archive.cluster()).findings().stream().map(Finding::toString).toList();
    }

    private void replace(String name, byte[] content) throws Exception {
        store.delete(name);
        assertThat(store.createIfAbsent(name, content)).isTrue();
    }
}
