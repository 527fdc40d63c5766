package dev.kanit.archiver.audit;

import dev.kanit.ledger.merkle.CompactRange;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.tile.TilePath;
import dev.kanit.ledger.tile.TileSource;
import dev.kanit.ledger.tile.TileWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a tree once more from its leaves, and compares every tile and the root. */
final class Retree {

    /** Leaves after which tiles are compared, so that few are in memory. */
    private static final int COMPARE_EVERY = 64 * TilePath.FULL_WIDTH;

    /** Sees each leaf that was hashed. */
    @FunctionalInterface
    interface Leaves {
        void leaf(byte[] leaf) throws DamagedTreeException;

        /** The tree has grown to {@code size} with this root, at the end of a bundle. */
        default void grown(long size, Hash root) throws DamagedTreeException {}

        /** Whether {@link #grown} is wanted for trees of {@code size}. */
        default boolean wants(long size) {
            return false;
        }
    }

    private Retree() {}

    /** What does not fit. */
    static List<String> check(SignedTree tree, TileSource files, Leaves leaves)
            throws IOException, DamagedTreeException {
        List<String> wrong = new ArrayList<>();
        long first = tree.firstBundle();
        TileWriter writer = begin(first, files);
        for (long bundle = first; bundle < tree.bundles(); bundle++) {
            for (byte[] leaf : tree.leaves(bundle)) {
                writer.append(leaf);
                leaves.leaf(leaf);
                if (leaves.wants(writer.size())) {
                    leaves.grown(writer.size(), Hash.of(writer.root()));
                }
            }
            if (writer.size() % COMPARE_EVERY == 0) {
                compare(writer, files, wrong);
            }
        }
        compare(writer, files, wrong);
        if (!tree.checkpoint().root().matches(writer.root())) {
            wrong.add(
                    "root of %d leaves: %s (expected: %s, which is signed)"
                            .formatted(
                                    tree.size(), Hash.of(writer.root()), tree.checkpoint().root()));
        }
        return wrong;
    }

    /** Where entries have expired, the hashes of their leaves stand for them. */
    private static TileWriter begin(long first, TileSource files)
            throws IOException, DamagedTreeException {
        MerkleHasher hasher = new MerkleHasher();
        if (first == 0) {
            return TileWriter.empty(hasher);
        }
        CompactRange tree = CompactRange.empty(hasher);
        for (long index = 0; index < first; index++) {
            String name = TilePath.tile(0, index, TilePath.FULL_WIDTH);
            byte[] tile =
                    files.get(name).orElseThrow(() -> new DamagedTreeException(name + ": missing"));
            if (tile.length != TilePath.FULL_WIDTH * MerkleHasher.HASH_BYTES) {
                throw new DamagedTreeException(name + ": " + tile.length + " bytes");
            }
            CompactRange leaves = CompactRange.empty(hasher);
            for (int at = 0; at < tile.length; at += MerkleHasher.HASH_BYTES) {
                leaves.append(tile, at);
            }
            tree.append(leaves.root());
        }
        return TileWriter.restore(hasher, files, first * TilePath.FULL_WIDTH, Hash.of(tree.root()));
    }

    /** Tiles of one size alone may be missing where their full ones exist. */
    private static void compare(TileWriter writer, TileSource files, List<String> wrong)
            throws IOException {
        for (Map.Entry<String, byte[]> file : writer.unwritten().entrySet()) {
            Optional<byte[]> stored = files.get(file.getKey());
            boolean isPartial = file.getKey().contains(".p/");
            if (stored.isEmpty() && !isPartial) {
                wrong.add(file.getKey() + ": missing");
            } else if (stored.isPresent() && !Arrays.equals(stored.get(), file.getValue())) {
                wrong.add(file.getKey() + ": (expected: what the leaves say)");
            }
        }
        writer.markWritten();
    }
}
