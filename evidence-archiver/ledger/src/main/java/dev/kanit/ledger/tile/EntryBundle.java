package dev.kanit.ledger.tile;

import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.text.LineBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Entries one after the other, each behind its length in two bytes, big-endian. */
public final class EntryBundle {

    /** Longest entry, bytes. */
    public static final int MAX_ENTRY_BYTES = 65_535;

    /** What a bundle begins with, bytes. */
    static final int FIRST_CAPACITY = 1_024;

    private EntryBundle() {}

    /** The bytes of a bundle. */
    public static byte[] write(List<byte[]> entries) {
        LineBuffer bundle = new LineBuffer(FIRST_CAPACITY);
        entries.forEach(entry -> append(bundle, entry));
        return bundle.toArray();
    }

    static void append(LineBuffer bundle, byte[] entry) {
        if (entry.length > MAX_ENTRY_BYTES) {
            throw new IllegalArgumentException(
                    "entry: %d bytes (expected: <= %d)".formatted(entry.length, MAX_ENTRY_BYTES));
        }
        bundle.one(entry.length >>> 8).one(entry.length).raw(entry);
    }

    /**
     * Reads a bundle.
     *
     * @throws DamagedTreeException when the last entry is cut off
     */
    public static List<byte[]> read(byte[] bundle) throws DamagedTreeException {
        List<byte[]> entries = new ArrayList<>();
        int at = 0;
        while (at < bundle.length) {
            int begin = at + 2;
            int length =
                    begin > bundle.length
                            ? bundle.length
                            : Byte.toUnsignedInt(bundle[at]) << 8
                                    | Byte.toUnsignedInt(bundle[at + 1]);
            if (begin + length > bundle.length) {
                throw new DamagedTreeException("entry bundle: cut off at byte " + at);
            }
            entries.add(Arrays.copyOfRange(bundle, begin, begin + length));
            at = begin + length;
        }
        return entries;
    }
}
