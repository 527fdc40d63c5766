package dev.kanit.ledger.bundle;

import dev.kanit.ledger.leaf.Leaf;
import dev.kanit.ledger.leaf.MalformedLeafException;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.tile.TilePath;
import dev.kanit.ledger.tile.TileReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks for a rollout's leaves in a tree, from its first one on. */
final class LeafScan {

    /** A leaf of the rollout. */
    record Own(long index, Leaf.Kept leaf) {}

    private final TileReader reader;
    private final long size;
    private final String rollout;

    private final List<Own> own = new ArrayList<>();
    private List<byte[]> bundle = List.of();
    private long bundleIndex = -1;
    private long next;

    private LeafScan(TileReader reader, long size, String rollout) {
        this.reader = reader;
        this.size = size;
        this.rollout = rollout;
    }

    /**
     * A scan that begins at the leaf of {@code firstOffset}, or else at the tree's beginning.
     *
     * @param size of the tree
     */
    static LeafScan begin(TileReader reader, long size, String rollout, OptionalLong firstOffset)
            throws IOException, DamagedTreeException {
        LeafScan scan = new LeafScan(reader, size, rollout);
        if (firstOffset.isPresent()) {
            scan.next = scan.bundleBefore(firstOffset.getAsLong()) * TilePath.FULL_WIDTH;
        }
        return scan;
    }

    /** The last bundle that begins at or before {@code offset}: offsets ascend with the leaves. */
    private long bundleBefore(long offset) throws IOException, DamagedTreeException {
        long low = 0;
        long high = (size - 1) / TilePath.FULL_WIDTH;
        while (low < high) {
            long middle = (low + high + 1) >>> 1;
            if (beginsBy(middle, offset)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Entries that have expired are gone from the beginning. */
    private boolean beginsBy(long middle, long offset) throws IOException {
        try {
            return firstOffsetOf(middle) <= offset;
        } catch (DamagedTreeException _) {
            return true;
        }
    }

    private long firstOffsetOf(long wanted) throws IOException, DamagedTreeException {
        for (byte[] bytes : reader.entries(wanted)) {
            switch (parse(bytes)) {
                case Leaf.Kept kept -> {
                    return kept.offset();
                }
                case Leaf.Gap gap -> {
                    return gap.from();
                }
                case Leaf.Disposition _ -> {}
            }
        }
        return 0;
    }

    /** Goes on to the rollout's next leaf; empty at the tree's end. */
    Optional<Own> advance() throws IOException, DamagedTreeException {
        while (next < size) {
            byte[] bytes = leafAt(next);
            boolean isOurs =
                    parse(bytes) instanceof Leaf.Kept kept && kept.rollout().equals(rollout);
            next++;
            if (isOurs && parse(bytes) instanceof Leaf.Kept kept) {
                Own found = new Own(next - 1, kept);
                own.add(found);
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private byte[] leafAt(long index) throws IOException, DamagedTreeException {
        if (index / TilePath.FULL_WIDTH != bundleIndex) {
            bundleIndex = index / TilePath.FULL_WIDTH;
            bundle = reader.entries(bundleIndex);
        }
        return bundle.get((int) (index % TilePath.FULL_WIDTH));
    }

    private static Leaf parse(byte[] bytes) throws DamagedTreeException {
        try {
            return Leaf.parse(bytes);
        } catch (MalformedLeafException malformed) {
            throw new DamagedTreeException(String.valueOf(malformed.getMessage()));
        }
    }

    /** The rollout's leaves as far as the scan has come. */
    List<Own> own() {
        return own;
    }

    /** Bytes of the rollout's records as far as the scan has come. */
    long payload() {
        return own.stream().mapToLong(one -> one.leaf().payloadBytes()).sum();
    }

    /** Forgets the rollout's leaves after the first {@code count}. */
    void keep(int count) {
        own.subList(count, own.size()).clear();
    }

    /** All leaves from the rollout's first to the last that was kept. */
    Leaves range() {
        return Leaves.of(reader, own.getFirst().index(), own.getLast().index() + 1);
    }
}
