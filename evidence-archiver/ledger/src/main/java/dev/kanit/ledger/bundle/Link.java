package dev.kanit.ledger.bundle;

import dev.kanit.ledger.leaf.Leaf;
import dev.kanit.ledger.merkle.Hash;
import java.util.Optional;

/**
 * What a leaf of the rollout says of its record.
 *
 * @param index of the leaf in its tree
 * @param leaf the leaf's hash
 * @param sequence of its producer for the rollout; -1 for none
 * @param previous digest of the producer's previous record as the producer gave it
 */
record Link(
        String topic,
        long index,
        Hash leaf,
        long offset,
        String source,
        long sequence,
        Optional<Hash> previous,
        Hash payload) {

    static Link of(String topic, long index, byte[] leafHash, Leaf.Kept leaf) {
        return new Link(
                topic,
                index,
                Hash.of(leafHash),
                leaf.offset(),
                leaf.source(),
                leaf.sequence(),
                leaf.previous(),
                leaf.payload());
    }

    boolean isNumbered() {
        return sequence >= 0;
    }
}
