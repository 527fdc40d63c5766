package dev.kanit.ledger.merkle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Claims that a tree with {@code newSize} leaves begins with the leaves of a tree with {@code
 * oldSize} (RFC 6962, section 2.1.2).
 *
 * @param oldSize of the earlier tree; from an empty one nothing can be claimed
 * @param newSize of the later tree
 * @param hashes in the order of RFC 6962
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> hashes) {

    /** More hashes than this are refused. */
    public static final int MAX_HASHES = 63;

    public ConsistencyProof {
        hashes = List.copyOf(hashes);
    }

    /**
     * Makes the proof.
     *
     * @param oldSize 1 to {@code newSize}
     * @param source of the later tree
     * @throws DamagedTreeException when the source lacks a hash
     */
    public static ConsistencyProof of(
            HashSource source, MerkleHasher hasher, long oldSize, long newSize)
            throws IOException, DamagedTreeException {
        if (oldSize < 1 || oldSize > newSize) {
            throw new IllegalArgumentException(
                    "oldSize: %d of %d (expected: 1 <= oldSize <= newSize)"
                            .formatted(oldSize, newSize));
        }
        List<Hash> fromTheTop = new ArrayList<>();
        long low = 0;
        long high = newSize;
        while (oldSize < high) {
            long middle = low + Subtrees.split(high - low);
            if (oldSize <= middle) {
                fromTheTop.add(Hash.of(Subtrees.root(source, hasher, middle, high)));
                high = middle;
            } else {
                fromTheTop.add(Hash.of(Subtrees.root(source, hasher, low, middle)));
                low = middle;
            }
        }
        if (low > 0) {
            fromTheTop.add(Hash.of(Subtrees.root(source, hasher, low, high)));
        }
        return new ConsistencyProof(oldSize, newSize, fromTheTop.reversed());
    }

    /** Checks it against both roots, by RFC 9162, section 2.1.4.2. */
    public ProofCheck check(MerkleHasher hasher, byte[] oldRoot, byte[] newRoot) {
        if (oldSize < 1 || oldSize > newSize) {
            return new ProofCheck.Fails(
                    "oldSize: %d of %d (expected: 1 <= oldSize <= newSize)"
                            .formatted(oldSize, newSize));
        }
        if (hashes.size() > MAX_HASHES) {
            return new ProofCheck.Fails(
                    "hashes: %d (expected: <= %d)".formatted(hashes.size(), MAX_HASHES));
        }
        if (oldSize == newSize) {
            return hashes.isEmpty()
                    ? Roots.compare("root", newRoot, oldRoot)
                    : new ProofCheck.Fails("hashes: some (expected: none for equal sizes)");
        }
        if (oldRoot.length != MerkleHasher.HASH_BYTES) {
            return new ProofCheck.Fails(
                    "old root: %d bytes (expected: 32)".formatted(oldRoot.length));
        }
        boolean isComplete = Long.bitCount(oldSize) == 1;
        if (!isComplete && hashes.isEmpty()) {
            return new ProofCheck.Fails("hashes: none (expected: some)");
        }
        byte[] seed = isComplete ? oldRoot : hashes.getFirst().raw();
        return climb(hasher, seed, hashes.subList(isComplete ? 0 : 1, hashes.size()))
                .against(oldRoot, newRoot);
    }

    private Climb climb(MerkleHasher hasher, byte[] seed, List<Hash> rest) {
        int skipped = Long.numberOfTrailingZeros(oldSize);
        long at = (oldSize - 1) >>> skipped;
        long last = (newSize - 1) >>> skipped;
        byte[] old = seed;
        byte[] now = seed;
        for (Hash sibling : rest) {
            if (last == 0) {
                return new Climb(old, now, "hashes: too many");
            }
            if ((at & 1) == 1 || at == last) {
                old = hasher.node(sibling.raw(), old);
                now = hasher.node(sibling.raw(), now);
                int more = (at & 1) == 1 || at == 0 ? 0 : Long.numberOfTrailingZeros(at);
                at >>>= more;
                last >>>= more;
            } else {
                now = hasher.node(now, sibling.raw());
            }
            at >>>= 1;
            last >>>= 1;
        }
        return new Climb(old, now, last == 0 ? "" : "hashes: too few");
    }

    /** Both roots that the hashes lead to, or why they lead nowhere. */
    @SuppressWarnings("ArrayRecordComponent") // It never leaves this file.
    private record Climb(byte[] oldRoot, byte[] newRoot, String why) {

        ProofCheck against(byte[] expectedOld, byte[] expectedNew) {
            if (!why.isEmpty()) {
                return new ProofCheck.Fails(why);
            }
            ProofCheck old = Roots.compare("old root", oldRoot, expectedOld);
            return old.holds() ? Roots.compare("new root", newRoot, expectedNew) : old;
        }
    }
}
