package dev.kanit.ledger.merkle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Claims that a leaf is number {@code index} of the tree with {@code size} leaves (RFC 6962,
 * section 2.1.1).
 *
 * @param index from 0
 * @param size of the tree
 * @param hashes from the leaf's sibling up to the root's child
 */
public record InclusionProof(long index, long size, List<Hash> hashes) {

    /** More hashes than this no tree needs. */
    public static final int MAX_HASHES = 63;

    public InclusionProof {
        hashes = List.copyOf(hashes);
    }

    /**
     * Makes the proof.
     *
     * @param index 0 to {@code size - 1}
     * @throws DamagedTreeException when the source lacks a hash
     */
    public static InclusionProof of(HashSource source, MerkleHasher hasher, long index, long size)
            throws IOException, DamagedTreeException {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException(
                    "index: %d of %d (expected: 0 <= index < size)".formatted(index, size));
        }
        List<Hash> fromTheTop = new ArrayList<>();
        long low = 0;
        long high = size;
        while (high - low > 1) {
            long middle = low + Subtrees.split(high - low);
            if (index < middle) {
                fromTheTop.add(Hash.of(Subtrees.root(source, hasher, middle, high)));
                high = middle;
            } else {
                fromTheTop.add(Hash.of(Subtrees.root(source, hasher, low, middle)));
                low = middle;
            }
        }
        return new InclusionProof(index, size, fromTheTop.reversed());
    }

    /** Checks it against a leaf's hash and a root, by RFC 9162, section 2.1.3.2. */
    public ProofCheck check(MerkleHasher hasher, byte[] leafHash, byte[] root) {
        if (index < 0 || index >= size) {
            return new ProofCheck.Fails(
                    "index: %d of %d (expected: 0 <= index < size)".formatted(index, size));
        }
        if (hashes.size() > MAX_HASHES) {
            return new ProofCheck.Fails(
                    "hashes: %d (expected: <= %d)".formatted(hashes.size(), MAX_HASHES));
        }
        if (leafHash.length != MerkleHasher.HASH_BYTES) {
            return new ProofCheck.Fails(
                    "leafHash: %d bytes (expected: 32)".formatted(leafHash.length));
        }
        long at = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (Hash sibling : hashes) {
            if (last == 0) {
                return new ProofCheck.Fails("hashes: too many for a tree of " + size);
            }
            if ((at & 1) == 1 || at == last) {
                hash = hasher.node(sibling.raw(), hash);
                int skipped = (at & 1) == 1 ? 0 : Long.numberOfTrailingZeros(at);
                at >>>= skipped;
                last >>>= skipped;
            } else {
                hash = hasher.node(hash, sibling.raw());
            }
            at >>>= 1;
            last >>>= 1;
        }
        if (last != 0) {
            return new ProofCheck.Fails("hashes: too few for a tree of " + size);
        }
        return Roots.compare("root", hash, root);
    }
}
