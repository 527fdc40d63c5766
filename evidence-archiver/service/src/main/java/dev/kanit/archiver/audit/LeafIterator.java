package dev.kanit.archiver.audit;

import dev.kanit.ledger.leaf.Leaf;
import dev.kanit.ledger.merkle.DamagedTreeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The leaves of a tree, bundle by bundle. A tree that was hashed before does not surprise it. */
final class LeafIterator implements Iterator<byte[]> {

    private final SignedTree tree;
    private final Deque<byte[]> read = new ArrayDeque<>();
    private long bundle;

    /** From the first leaf whose entry is there. */
    LeafIterator(SignedTree tree) throws IOException {
        this.tree = tree;
        this.bundle = tree.firstBundle();
    }

    @Override
    public boolean hasNext() {
        return !read.isEmpty() || bundle < tree.bundles();
    }

    @Override
    public byte[] next() {
        fill();
        return read.removeFirst();
    }

    /** The offset of the next leaf; that of the one after a disposition, which has none. */
    long peekOffset() throws DamagedTreeException {
        fill();
        while (true) {
            for (byte[] leaf : read) {
                switch (SignedTree.parse(leaf)) {
                    case Leaf.Kept kept -> {
                        return kept.offset();
                    }
                    case Leaf.Gap gap -> {
                        return gap.from();
                    }
                    case Leaf.Disposition _ -> {}
                }
            }
            if (bundle >= tree.bundles()) {
                return Long.MAX_VALUE;
            }
            readBundle();
        }
    }

    private void fill() {
        if (!read.isEmpty()) {
            return;
        }
        if (bundle >= tree.bundles()) {
            throw new NoSuchElementException("the tree has no more leaves");
        }
        readBundle();
    }

    private void readBundle() {
        try {
            read.addAll(tree.leaves(bundle++));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (DamagedTreeException damaged) {
            throw new IllegalStateException("a tree that was read before", damaged);
        }
    }
}
