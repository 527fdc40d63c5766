package dev.kanit.ledger.tile;

import dev.kanit.ledger.merkle.CompactRange;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.HashSource;
import dev.kanit.ledger.merkle.MerkleHasher;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Any hash and any entry of a tree of a given size, from its files. Where a partial file is gone
 * its beginning is taken from the full one. What is read is not checked against a root: a proof
 * that is made of it is. Not thread-safe.
 */
public final class TileReader implements HashSource {

    private static final int HASH = MerkleHasher.HASH_BYTES;
    private static final int MAX_CACHED_TILES = 64;

    private final TileSource source;
    private final MerkleHasher hasher;
    private final long size;
    private final Map<String, byte[]> cached =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
                    return size() > MAX_CACHED_TILES;
                }
            };

    /**
     * @param size of the tree; larger ones may exist in the source
     */
    public TileReader(TileSource source, MerkleHasher hasher, long size) {
        this.source = source;
        this.hasher = hasher;
        this.size = size;
    }

    @Override
    public byte[] hashAt(int level, long index) throws IOException, DamagedTreeException {
        int tileLevel = level / 8;
        int height = level % 8;
        long first = index << height;
        int count = 1 << height;
        byte[] tile = tile(tileLevel, first / TilePath.FULL_WIDTH);
        int from = (int) (first % TilePath.FULL_WIDTH);
        if ((from + count) * HASH > tile.length) {
            throw new DamagedTreeException(
                    "hash %d of height %d: beyond a tree of %d leaves"
                            .formatted(index, level, size));
        }
        CompactRange range = CompactRange.empty(hasher);
        for (int i = from; i < from + count; i++) {
            range.append(tile, i * HASH);
        }
        return range.root();
    }

    /**
     * The entries of a bundle as this tree has it.
     *
     * @param index of the bundle, from 0
     * @return 256, or fewer in the last bundle
     * @throws DamagedTreeException when it is missing or damaged
     */
    public List<byte[]> entries(long index) throws IOException, DamagedTreeException {
        int width = TilePath.width(0, index, size);
        if (width == 0) {
            throw new DamagedTreeException(
                    "bundle %d: beyond a tree of %d leaves".formatted(index, size));
        }
        String path = TilePath.entries(index, width);
        List<byte[]> entries =
                EntryBundle.read(either(path, TilePath.entries(index, TilePath.FULL_WIDTH)));
        if (entries.size() < width) {
            throw new DamagedTreeException(
                    "%s: %d entries (expected: %d)".formatted(path, entries.size(), width));
        }
        return entries.subList(0, width);
    }

    /** One entry. */
    public byte[] entry(long index) throws IOException, DamagedTreeException {
        return entries(index / TilePath.FULL_WIDTH).get((int) (index % TilePath.FULL_WIDTH));
    }

    /** The hashes of a tile as this tree has it. */
    byte[] tile(int level, long index) throws IOException, DamagedTreeException {
        int width = TilePath.width(level, index, size);
        if (width == 0) {
            throw new DamagedTreeException(
                    "tile %d of level %d: beyond a tree of %d leaves"
                            .formatted(index, level, size));
        }
        String path = TilePath.tile(level, index, width);
        byte[] known = cached.get(path);
        if (known != null) {
            return known;
        }
        byte[] file = either(path, TilePath.tile(level, index, TilePath.FULL_WIDTH));
        if (file.length < width * HASH || file.length % HASH != 0) {
            throw new DamagedTreeException(
                    "%s: %d bytes (expected: %d)".formatted(path, file.length, width * HASH));
        }
        byte[] tile = Arrays.copyOf(file, width * HASH);
        cached.put(path, tile);
        return tile;
    }

    private byte[] either(String path, String fullPath) throws IOException, DamagedTreeException {
        Optional<byte[]> file = source.get(path);
        if (file.isEmpty() && !fullPath.equals(path)) {
            file = source.get(fullPath);
        }
        return file.orElseThrow(() -> new DamagedTreeException(path + ": missing"));
    }
}
