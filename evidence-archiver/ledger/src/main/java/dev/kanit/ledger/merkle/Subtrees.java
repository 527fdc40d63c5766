package dev.kanit.ledger.merkle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Cuts a run of leaves into the fewest complete subtrees, in order. */
final class Subtrees {

    /** The complete subtree number {@code index} of height {@code level}. */
    record Subtree(int level, long index) {}

    private Subtrees() {}

    /**
     * The canonical cut of the leaves from {@code begin} up to, not including, {@code end}: at each
     * place the highest subtree that begins there and does not pass the end.
     */
    static List<Subtree> of(long begin, long end) {
        List<Subtree> subtrees = new ArrayList<>();
        long at = begin;
        while (at < end) {
            int aligned = at == 0 ? 62 : Long.numberOfTrailingZeros(at);
            int fitting = 63 - Long.numberOfLeadingZeros(end - at);
            int level = Math.min(aligned, fitting);
            subtrees.add(new Subtree(level, at >>> level));
            at += 1L << level;
        }
        return subtrees;
    }

    /**
     * RFC 6962's MTH over the leaves from {@code begin} to {@code end}, where {@code begin} is 0 or
     * a place at which the tree splits.
     */
    static byte[] root(HashSource source, MerkleHasher hasher, long begin, long end)
            throws IOException, DamagedTreeException {
        List<Subtree> parts = of(begin, end);
        Subtree last = parts.getLast();
        byte[] root = source.hashAt(last.level(), last.index());
        for (Subtree part : parts.reversed().subList(1, parts.size())) {
            root = hasher.node(source.hashAt(part.level(), part.index()), root);
        }
        return root;
    }

    /** The largest power of two below {@code count}, which is at least 2. */
    static long split(long count) {
        return Long.highestOneBit(count - 1);
    }
}
