package dev.kanit.ledger.tile;

import dev.kanit.ledger.merkle.CompactRange;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.text.LineBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The growing edge of a tree: takes entries and tells which files they make. Keeps the unfinished
 * tile of each level and the unfinished bundle in memory, and finished ones until they are written.
 * Not thread-safe.
 */
public final class TileWriter {

    private static final int HASH = MerkleHasher.HASH_BYTES;

    private final MerkleHasher hasher;
    private final List<Level> levels = new ArrayList<>();
    private final LineBuffer bundle = new LineBuffer(EntryBundle.FIRST_CAPACITY);
    private final Map<String, byte[]> finished = new LinkedHashMap<>();
    private final byte[] leaf = new byte[HASH];
    private long size;
    private long writtenSize;

    private TileWriter(MerkleHasher hasher) {
        this.hasher = hasher;
    }

    /** A tree without leaves. */
    public static TileWriter empty(MerkleHasher hasher) {
        return new TileWriter(hasher);
    }

    /**
     * The tree of {@code size} leaves that lies in {@code source}.
     *
     * @param root that it must have
     * @throws DamagedTreeException when a file is missing, or they do not lead to the root
     */
    public static TileWriter restore(MerkleHasher hasher, TileSource source, long size, Hash root)
            throws IOException, DamagedTreeException {
        TileWriter writer = new TileWriter(hasher);
        TileReader reader = new TileReader(source, hasher, size);
        for (int level = 0; level < 8 && size >>> (8 * level) > 0; level++) {
            long hashes = size >>> (8 * level);
            Level edge = new Level(hasher, hashes / TilePath.FULL_WIDTH);
            if (hashes % TilePath.FULL_WIDTH > 0) {
                byte[] tile = reader.tile(level, edge.index);
                for (int at = 0; at < tile.length; at += HASH) {
                    edge.append(tile, at);
                }
            }
            writer.levels.add(edge);
        }
        writer.size = size;
        writer.writtenSize = size;
        if (!root.matches(writer.root())) {
            throw new DamagedTreeException(
                    "tiles of size %d: root %s (expected: %s)"
                            .formatted(size, Hash.of(writer.root()), root));
        }
        writer.restoreBundle(reader);
        return writer;
    }

    private void restoreBundle(TileReader reader) throws IOException, DamagedTreeException {
        if (size % TilePath.FULL_WIDTH == 0) {
            return;
        }
        long index = size / TilePath.FULL_WIDTH;
        byte[] tile = levels.getFirst().hashes;
        int at = 0;
        for (byte[] entry : reader.entries(index)) {
            if (!Arrays.equals(hasher.leaf(entry), 0, HASH, tile, at, at + HASH)) {
                throw new DamagedTreeException(
                        "entry %d: another one than was hashed"
                                .formatted(index * TilePath.FULL_WIDTH + at / HASH));
            }
            EntryBundle.append(bundle, entry);
            at += HASH;
        }
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /**
     * Appends a leaf.
     *
     * @param entry at most 65 535 bytes
     */
    public void append(byte[] entry) {
        EntryBundle.append(bundle, entry);
        hasher.leafInto(entry, 0, entry.length, leaf, 0);
        size++;
        append(0, leaf);
        if (size % TilePath.FULL_WIDTH == 0) {
            finished.put(
                    TilePath.entries(size / TilePath.FULL_WIDTH - 1, TilePath.FULL_WIDTH),
                    bundle.toArray());
            bundle.clear();
        }
    }

    private void append(int level, byte[] hash) {
        if (level == levels.size()) {
            levels.add(new Level(hasher, 0));
        }
        Level edge = levels.get(level);
        edge.append(hash, 0);
        if (edge.width == TilePath.FULL_WIDTH) {
            finished.put(
                    TilePath.tile(level, edge.index, TilePath.FULL_WIDTH), edge.hashes.clone());
            byte[] root = edge.range.root();
            edge.next();
            append(level + 1, root);
        }
    }

    /** Root of the tree. */
    public byte[] root() {
        List<Hash> hashes = new ArrayList<>();
        for (Level level : levels.reversed()) {
            hashes.addAll(level.range.hashes());
        }
        return CompactRange.of(hasher, size, hashes).root();
    }

    /** Those of {@link #unwritten()} that will not change as the tree grows. */
    public Map<String, byte[]> finished() {
        return new LinkedHashMap<>(finished);
    }

    /**
     * Says that files which {@link #finished} told are durable.
     *
     * @param names of theirs; leaves may have been appended in between
     */
    public void markFinishedWritten(Set<String> names) {
        names.forEach(finished::remove);
    }

    /**
     * The files that a checkpoint of this size needs and that are not known to be written, by path:
     * full ones, and the partial ones of this very size.
     */
    public Map<String, byte[]> unwritten() {
        Map<String, byte[]> files = new LinkedHashMap<>(finished);
        for (int level = 0; level < levels.size(); level++) {
            Level edge = levels.get(level);
            boolean isNew = size >>> (8 * level) != writtenSize >>> (8 * level);
            if (edge.width > 0 && isNew) {
                files.put(
                        TilePath.tile(level, edge.index, edge.width),
                        Arrays.copyOf(edge.hashes, edge.width * HASH));
            }
        }
        int width = (int) (size % TilePath.FULL_WIDTH);
        if (width > 0 && size != writtenSize) {
            files.put(TilePath.entries(size / TilePath.FULL_WIDTH, width), bundle.toArray());
        }
        return files;
    }

    /** Says that what {@link #unwritten} told is durable. Nothing may be appended in between. */
    public void markWritten() {
        finished.clear();
        writtenSize = size;
    }

    /** The unfinished tile of one level. */
    private static final class Level {

        private final MerkleHasher hasher;
        private final byte[] hashes = new byte[TilePath.FULL_WIDTH * HASH];
        private CompactRange range;
        private long index;
        private int width;

        Level(MerkleHasher hasher, long index) {
            this.hasher = hasher;
            this.range = CompactRange.empty(hasher);
            this.index = index;
        }

        void append(byte[] bytes, int offset) {
            System.arraycopy(bytes, offset, hashes, width * HASH, HASH);
            range.append(bytes, offset);
            width++;
        }

        void next() {
            range = CompactRange.empty(hasher);
            index++;
            width = 0;
        }
    }
}
