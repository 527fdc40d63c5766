package dev.kanit.ledger.bundle;

import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.tile.TilePath;
import dev.kanit.ledger.tile.TileReader;
import java.io.IOException;
import java.util.List;

/**
 * Leaves of a tree that follow each other, those of other rollouts included. There may be far more
 * of them than memory holds, so they are read again each time.
 */
public interface Leaves {

    /** Takes one leaf. */
    @FunctionalInterface
    interface Taker {
        void take(byte[] leaf) throws IOException;
    }

    /** Number of leaves, &gt;= 0. */
    long count();

    /**
     * Gives each leaf, in order.
     *
     * @throws IOException when they cannot be read, or are not there any more
     */
    void forEach(Taker taker) throws IOException;

    /** Leaves in memory. */
    static Leaves of(List<byte[]> leaves) {
        List<byte[]> kept = List.copyOf(leaves);
        return new Leaves() {
            @Override
            public long count() {
                return kept.size();
            }

            @Override
            public void forEach(Taker taker) throws IOException {
                for (byte[] leaf : kept) {
                    taker.take(leaf);
                }
            }
        };
    }

    /**
     * Leaves of a tree, a bundle of entries of which is in memory at a time.
     *
     * @param from index of the first one
     * @param to index behind the last one
     */
    static Leaves of(TileReader reader, long from, long to) {
        return new Leaves() {
            @Override
            public long count() {
                return to - from;
            }

            @Override
            public void forEach(Taker taker) throws IOException {
                long index = from;
                while (index < to) {
                    long first = index - index % TilePath.FULL_WIDTH;
                    List<byte[]> entries = entries(reader, first / TilePath.FULL_WIDTH);
                    long end = Math.min(to, first + entries.size());
                    while (index < end) {
                        taker.take(entries.get((int) (index - first)));
                        index++;
                    }
                }
            }
        };
    }

    private static List<byte[]> entries(TileReader reader, long bundle) throws IOException {
        try {
            return reader.entries(bundle);
        } catch (DamagedTreeException damaged) {
            throw new IOException(damaged.getMessage(), damaged);
        }
    }
}
