package dev.kanit.ledger.bundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Leaves of an entry bundle, one after the other; see {@link dev.kanit.ledger.tile.EntryBundle}.
 */
final class LeafReader {

    private static final int BUFFER_BYTES = 64 << 10;

    private final InputStream in;

    LeafReader(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
    }

    /**
     * The next leaf, empty at the end.
     *
     * @throws IOException also when the last leaf is cut off
     */
    Optional<byte[]> next() throws IOException {
        int high = in.read();
        if (high < 0) {
            return Optional.empty();
        }
        int low = in.read();
        int length = high << 8 | low;
        byte[] leaf = low < 0 ? new byte[0] : in.readNBytes(length);
        if (low < 0 || leaf.length < length) {
            throw new IOException("leaf: cut off (expected: as long as it says)");
        }
        return Optional.of(leaf);
    }
}
