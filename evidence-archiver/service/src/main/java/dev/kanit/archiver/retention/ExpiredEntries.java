package dev.kanit.archiver.retention;

import dev.kanit.archiver.audit.SignedTree;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.leaf.Leaf;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.ledger.tile.TilePath;
import java.io.IOException;
import java.util.List;

/**
 * The oldest bundles of entries that nobody wants kept. The tiles with their hashes stay, so every
 * proof stays what it was.
 */
final class ExpiredEntries {

    /** The end of a tree is where an archiver takes it up again. */
    private static final int STAYING_BUNDLES = 2;

    private final long first;
    private final long end;

    private ExpiredEntries(long first, long end) {
        this.first = first;
        this.end = end;
    }

    /**
     * Looks from the oldest bundle on.
     *
     * @param below offset; entries from it on stay
     */
    static ExpiredEntries of(SignedTree tree, long below, List<LegalHold> holds)
            throws IOException, DamagedTreeException {
        long first = tree.firstBundle();
        long end = first;
        while (end < tree.bundles() - STAYING_BUNDLES && mayGo(tree.leaves(end), below, holds)) {
            end++;
        }
        return new ExpiredEntries(first, end);
    }

    private static boolean mayGo(List<byte[]> leaves, long below, List<LegalHold> holds)
            throws DamagedTreeException {
        if (holds.stream().anyMatch(hold -> hold.rollout().isEmpty())) {
            return false;
        }
        for (byte[] bytes : leaves) {
            boolean stays =
                    switch (SignedTree.parse(bytes)) {
                        case Leaf.Kept kept ->
                                kept.offset() >= below
                                        || holds.stream()
                                                .anyMatch(hold -> hold.covers(kept.rollout()));
                        case Leaf.Gap gap -> gap.to() > below;
                        case Leaf.Disposition _ -> false;
                    };
            if (stays) {
                return false;
            }
        }
        return true;
    }

    /** Index of the first leaf that stays, if all that may go goes. */
    long belowLeaf() {
        return end * TilePath.FULL_WIDTH;
    }

    /**
     * Deletes what may go and what the log says that it goes, the oldest first.
     *
     * @param signedBelow index of a leaf
     * @return how many bundles
     */
    int delete(EvidenceStore store, LogId log, long signedBelow) throws IOException {
        int deleted = 0;
        for (long bundle = first;
                bundle < end && (bundle + 1) * TilePath.FULL_WIDTH <= signedBelow;
                bundle++) {
            String name = log.path() + "/" + TilePath.entries(bundle, TilePath.FULL_WIDTH);
            for (String partial : store.list(name + ".p")) {
                store.delete(partial);
            }
            store.delete(name);
            deleted++;
        }
        return deleted;
    }
}
