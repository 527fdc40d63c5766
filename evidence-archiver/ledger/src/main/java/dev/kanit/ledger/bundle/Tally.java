package dev.kanit.ledger.bundle;

import dev.kanit.ledger.note.NoteKey;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts while a bundle is verified. */
final class Tally {

    /** Leaves of the rollout, over all topics. */
    int links;

    long records;
    long leaves;
    long proofs;
    long bytes;
    private final SortedMap<String, Long> signatures = new TreeMap<>();

    void signature(NoteKey key) {
        signatures.merge(key.toString(), 1L, Long::sum);
    }

    Counted counted() {
        return new Counted(records, leaves, proofs, signatures, bytes);
    }
}
