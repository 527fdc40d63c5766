package dev.kanit.ledger.merkle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Claims that given leaves are exactly those from {@code begin} up to, not including, {@code end}
 * of the tree with {@code size} leaves: none is left out, none added.
 *
 * <p>Left and right of the range the tree is cut into the fewest complete subtrees, from left to
 * right, at each place the highest that fits. With their roots and the range's own leaf hashes the
 * root can be computed, and in one way only, so the number of hashes on either side is fixed by the
 * three numbers and anything else is refused.
 *
 * @param begin of the range, from 0
 * @param end of the range, &gt; begin
 * @param size of the tree
 * @param left roots of the subtrees that cover the leaves before the range, at most 63
 * @param right roots of those that cover the leaves after it, at most 126
 */
public record RangeProof(long begin, long end, long size, List<Hash> left, List<Hash> right) {

    public RangeProof {
        left = List.copyOf(left);
        right = List.copyOf(right);
    }

    /**
     * Makes the proof.
     *
     * @throws DamagedTreeException when the source lacks a hash
     */
    public static RangeProof of(HashSource source, long begin, long end, long size)
            throws IOException, DamagedTreeException {
        if (begin < 0 || begin >= end || end > size) {
            throw new IllegalArgumentException(
                    "range: %d to %d of %d (expected: 0 <= begin < end <= size)"
                            .formatted(begin, end, size));
        }
        return new RangeProof(begin, end, size, roots(source, 0, begin), roots(source, end, size));
    }

    private static List<Hash> roots(HashSource source, long begin, long end)
            throws IOException, DamagedTreeException {
        List<Hash> roots = new ArrayList<>();
        for (Subtrees.Subtree part : Subtrees.of(begin, end)) {
            roots.add(Hash.of(source.hashAt(part.level(), part.index())));
        }
        return roots;
    }

    /**
     * Checks it.
     *
     * @param leafHashes of the range, in order, 32 bytes each; read once, and no further than one
     *     beyond the range's length
     */
    public ProofCheck check(MerkleHasher hasher, Iterable<byte[]> leafHashes, byte[] root) {
        if (begin < 0 || begin >= end || end > size) {
            return new ProofCheck.Fails(
                    "range: %d to %d of %d (expected: 0 <= begin < end <= size)"
                            .formatted(begin, end, size));
        }
        List<Subtrees.Subtree> after = Subtrees.of(end, size);
        if (left.size() != Long.bitCount(begin) || right.size() != after.size()) {
            return new ProofCheck.Fails(
                    "hashes: %d left, %d right (expected: %d left, %d right)"
                            .formatted(
                                    left.size(), right.size(), Long.bitCount(begin), after.size()));
        }
        CompactRange range = CompactRange.of(hasher, begin, left);
        for (byte[] leaf : leafHashes) {
            if (range.size() == end) {
                return new ProofCheck.Fails("leaves: more than " + (end - begin));
            }
            if (leaf.length != MerkleHasher.HASH_BYTES) {
                return new ProofCheck.Fails(
                        "leaf %d: %d bytes (expected: 32)".formatted(range.size(), leaf.length));
            }
            range.append(leaf);
        }
        if (range.size() != end) {
            return new ProofCheck.Fails(
                    "leaves: %d (expected: %d)".formatted(range.size() - begin, end - begin));
        }
        for (int i = 0; i < after.size(); i++) {
            range.append(after.get(i).level(), right.get(i).raw(), 0);
        }
        return Roots.compare("root", range.root(), root);
    }
}
