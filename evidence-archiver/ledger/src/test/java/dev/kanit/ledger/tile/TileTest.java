package dev.kanit.ledger.tile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.ledger.merkle.CompactRange;
import dev.kanit.ledger.merkle.ConsistencyProof;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.merkle.InclusionProof;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.merkle.RangeProof;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** G9: the files are those of tlog-tiles, byte for byte. */
final class TileTest {

    private final MerkleHasher hasher = new MerkleHasher();
    private final Map<String, byte[]> files = new HashMap<>();
    private final TileSource source = path -> Optional.ofNullable(files.get(path));

    @Test
    void pathsAreThoseOfTheSpecification() {
        assertThat(TilePath.tile(0, 1_234_067, 256)).isEqualTo("tile/0/x001/x234/067");
        assertThat(TilePath.tile(1, 0, 1)).isEqualTo("tile/1/000.p/1");
        assertThat(TilePath.entries(1_000, 255)).isEqualTo("tile/entries/x001/000.p/255");
        assertThatThrownBy(() -> TilePath.tile(64, 0, 1)).hasMessageContaining("level: 64");
        assertThatThrownBy(() -> TilePath.entries(0, 0)).hasMessageContaining("width 0");
    }

    @Test
    void aTreeOfSeventyThousandLeavesHasTheFilesThatTheSpecificationCounts() {
        TileWriter writer = TileWriter.empty(hasher);
        IntStream.range(0, 70_000).forEach(i -> writer.append(entry(i)));

        Map<String, byte[]> written = writer.unwritten();

        assertThat(count(written, "tile/0/(x\\d+/)?\\d+")).isEqualTo(273);
        assertThat(count(written, "tile/1/\\d+")).isEqualTo(1);
        assertThat(count(written, "tile/entries/(x\\d+/)?\\d+")).isEqualTo(273);
        assertThat(written.keySet().stream().filter(path -> path.contains(".p/")))
                .containsExactlyInAnyOrder(
                        "tile/0/273.p/112",
                        "tile/1/001.p/17",
                        "tile/2/000.p/1",
                        "tile/entries/273.p/112");
        assertThat(written.get("tile/0/000")).hasSize(8_192);
    }

    @Test
    void whatIsFinishedIsWrittenOnceAndNotAgainBeforeACheckpoint() {
        TileWriter writer = TileWriter.empty(hasher);
        IntStream.range(0, 600).forEach(i -> writer.append(entry(i)));
        Map<String, byte[]> all = writer.unwritten();

        Map<String, byte[]> finished = writer.finished();
        writer.markFinishedWritten(writer.finished().keySet());

        assertThat(finished)
                .containsOnlyKeys(
                        "tile/0/000", "tile/0/001", "tile/entries/000", "tile/entries/001");
        assertThat(writer.finished()).isEmpty();
        assertThat(writer.unwritten())
                .containsOnlyKeys("tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/002.p/88");
        finished.putAll(writer.unwritten());
        assertThat(finished).containsExactlyInAnyOrderEntriesOf(all);
    }

    @Test
    void theFilesGiveEveryRootAndProofOfEverySizeThatWasPublished() throws Exception {
        TileWriter writer = TileWriter.empty(hasher);
        CompactRange expected = CompactRange.empty(hasher);
        Map<Long, byte[]> roots = new HashMap<>();
        int[] steps = {1, 2, 250, 3, 1, 255, 256, 700, 65_000, 1, 5_000};
        int next = 0;
        for (int step : steps) {
            for (int i = 0; i < step; i++, next++) {
                writer.append(entry(next));
                expected.append(hasher.leaf(entry(next)));
            }
            Map<String, byte[]> unwritten = writer.unwritten();
            assertThat(files).doesNotContainKeys(unwritten.keySet().toArray(String[]::new));
            files.putAll(unwritten);
            writer.markWritten();
            assertThat(writer.unwritten()).isEmpty();
            assertThat(writer.root()).as("size %d", next).isEqualTo(expected.root());
            roots.put((long) next, expected.root());
        }
        for (long size : roots.keySet()) {
            TileReader reader = new TileReader(source, hasher, size);
            byte[] root = Objects.requireNonNull(roots.get(size));
            for (long index : new long[] {0, size / 2, size - 1}) {
                assertThat(reader.entry(index)).isEqualTo(entry((int) index));
                assertThat(
                                InclusionProof.of(reader, hasher, index, size)
                                        .check(hasher, hasher.leaf(entry((int) index)), root)
                                        .holds())
                        .isTrue();
            }
            for (long old : roots.keySet()) {
                if (old <= size) {
                    assertThat(
                                    ConsistencyProof.of(reader, hasher, old, size)
                                            .check(
                                                    hasher,
                                                    Objects.requireNonNull(roots.get(old)),
                                                    root)
                                            .holds())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void aRangeOfEntriesIsProvenFromTheFiles() throws Exception {
        byte[] root = write(3_000);
        TileReader reader = new TileReader(source, hasher, 3_000);

        RangeProof proof = RangeProof.of(reader, 500, 1_700, 3_000);

        List<byte[]> leaves =
                IntStream.range(500, 1_700).mapToObj(i -> hasher.leaf(entry(i))).toList();
        assertThat(proof.check(hasher, leaves, root).holds()).isTrue();
        assertThat(proof.check(hasher, leaves.subList(0, 1_199), root).holds()).isFalse();
    }

    @Test
    void aRestoredWriterGoesOnAsIfItHadNeverStopped() throws Exception {
        for (int size : new int[] {1, 255, 256, 257, 511, 512, 1_000}) {
            files.clear();
            byte[] root = write(size);
            TileWriter restored = TileWriter.restore(hasher, source, size, Hash.of(root));
            TileWriter whole = TileWriter.empty(hasher);
            IntStream.range(0, size).forEach(i -> whole.append(entry(i)));
            whole.markWritten();
            for (int i = size; i < size + 300; i++) {
                restored.append(entry(i));
                whole.append(entry(i));
            }

            assertThat(restored.root()).isEqualTo(whole.root());
            assertThat(restored.unwritten()).containsExactlyEntriesOf(whole.unwritten());
        }
    }

    @Test
    void aDeletedPartialFileIsReplacedByTheFullOne() throws Exception {
        byte[] root = write(300);
        write(600);
        files.keySet().removeIf(path -> path.matches("tile/(0|entries)/001\\.p/44"));

        TileWriter restored = TileWriter.restore(hasher, source, 300, Hash.of(root));

        assertThat(restored.root()).isEqualTo(root);
    }

    @Test
    void everyChangedFileIsNoticedBeforeTheTreeGrowsOnIt() {
        byte[] root = write(300);
        for (String path : List.of("tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44")) {
            byte[] good = Objects.requireNonNull(files.get(path));
            for (int at = 0; at < good.length; at += 7) {
                byte[] bad = good.clone();
                bad[at] ^= 1;
                files.put(path, bad);
                assertThatThrownBy(() -> TileWriter.restore(hasher, source, 300, Hash.of(root)))
                        .as("%s, byte %d", path, at)
                        .isInstanceOf(DamagedTreeException.class);
            }
            files.put(path, Arrays.copyOf(good, good.length - 1));
            assertThatThrownBy(() -> TileWriter.restore(hasher, source, 300, Hash.of(root)))
                    .isInstanceOf(DamagedTreeException.class);
            files.remove(path);
            assertThatThrownBy(() -> TileWriter.restore(hasher, source, 300, Hash.of(root)))
                    .hasMessage(path + ": missing");
            files.put(path, good);
        }
    }

    @Test
    void anEntryBundleIsReadBackAndTooLongEntriesAreRefused() throws Exception {
        List<byte[]> entries = List.of(new byte[0], new byte[] {1}, new byte[65_535]);

        assertThat(EntryBundle.read(EntryBundle.write(entries)))
                .usingElementComparator(Arrays::compare)
                .containsExactlyElementsOf(entries);
        assertThat(EntryBundle.write(List.of(new byte[] {9, 8}))).containsExactly(0, 2, 9, 8);
        assertThatThrownBy(() -> EntryBundle.write(List.of(new byte[65_536])))
                .hasMessageContaining("65536 bytes");
        assertThatThrownBy(() -> EntryBundle.read(new byte[] {0})).hasMessageContaining("cut off");
        assertThatThrownBy(() -> EntryBundle.read(new byte[] {0, 2, 1}))
                .hasMessageContaining("cut off at byte 0");
    }

    private byte[] write(int size) {
        TileWriter writer = TileWriter.empty(hasher);
        IntStream.range(0, size).forEach(i -> writer.append(entry(i)));
        files.putAll(writer.unwritten());
        return writer.root();
    }

    private static byte[] entry(int index) {
        return ("{\"entry\":" + index + "}").getBytes(UTF_8);
    }

    private static long count(Map<String, byte[]> files, String pattern) {
        return files.keySet().stream().filter(path -> path.matches(pattern)).count();
    }
}
