package dev.kanit.ledger.bundle;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a verification did.
 *
 * @param records whose digest was computed again and is that of their leaf
 * @param leaves that were hashed again
 * @param proofs that were checked and hold
 * @param signatures that were checked and are right, by the text of the key
 * @param bytes that were unpacked and digested
 */
public record Counted(
        long records, long leaves, long proofs, SortedMap<String, Long> signatures, long bytes) {

    public Counted {
        signatures = Collections.unmodifiableSortedMap(new TreeMap<>(signatures));
    }
}
