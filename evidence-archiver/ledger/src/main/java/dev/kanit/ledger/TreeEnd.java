package dev.kanit.ledger;

import dev.kanit.ledger.leaf.Leaf;
import dev.kanit.ledger.leaf.LeafWriter;
import dev.kanit.ledger.leaf.MalformedLeafException;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.MalformedSegmentException;
import dev.kanit.ledger.segment.Segment;
import dev.kanit.ledger.tile.TileReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the place in the segments where a tree that was read from its tiles ends. The last leaf
 * with an offset says which segment; from there on leaves and entries are compared, since equal
 * dispositions may follow one another.
 */
final class TreeEnd {

    private final SegmentLog segments;
    private final TreeLog tree;
    private final LeafWriter leaves = new LeafWriter();

    TreeEnd(SegmentLog segments, TreeLog tree) {
        this.segments = segments;
        this.tree = tree;
    }

    /**
     * Appends to the tree what its last segment holds beyond it.
     *
     * @return the offset at which the next segment begins
     */
    long appendRest() throws IOException, MalformedSegmentException, DamagedTreeException {
        long size = tree.size();
        if (size == 0) {
            return 0;
        }
        TileReader reader = tree.reader(size);
        long anchor = size - 1;
        Leaf leaf = leafAt(reader, anchor);
        while (leaf instanceof Leaf.Disposition && anchor > 0) {
            anchor--;
            leaf = leafAt(reader, anchor);
        }
        long offset =
                switch (leaf) {
                    case Leaf.Kept kept -> kept.offset();
                    case Leaf.Gap gap -> gap.from();
                    case Leaf.Disposition _ -> 0;
                };
        Segment segment = segmentOf(offset);
        int first = leaf instanceof Leaf.Disposition ? 0 : placeOf(segment, offset);
        return follow(segment, first, reader, anchor);
    }

    /** Compares entries with leaves from {@code index} on, and appends those without a leaf. */
    private long follow(Segment first, int place, TileReader reader, long index)
            throws IOException, MalformedSegmentException, DamagedTreeException {
        long size = tree.size();
        long next = index;
        Segment segment = first;
        List<Entry> rest = segment.entries().subList(place, segment.entries().size());
        while (true) {
            for (Entry entry : rest) {
                byte[] leaf = leaves.write(entry);
                if (next >= size) {
                    tree.append(leaf);
                } else if (!Arrays.equals(leaf, reader.entry(next))) {
                    throw new DamagedTreeException(
                            "leaf %d: differs from the entry at offset %d of the segment from %d"
                                    .formatted(next, entry.firstOffset(), segment.firstOffset()));
                }
                next++;
            }
            if (next >= size) {
                return segment.nextOffset();
            }
            segment = segments.segmentAt(segment.nextOffset());
            rest = segment.entries();
        }
    }

    private Segment segmentOf(long offset)
            throws IOException, MalformedSegmentException, DamagedTreeException {
        long start = -1;
        for (long one : segments.starts()) {
            if (one <= offset) {
                start = one;
            }
        }
        if (start < 0) {
            throw new DamagedTreeException(
                    "segments: none with offset %d (expected: what is in the tree)"
                            .formatted(offset));
        }
        return segments.segmentAt(start);
    }

    private static int placeOf(Segment segment, long offset) throws DamagedTreeException {
        List<Entry> entries = segment.entries();
        for (int place = 0; place < entries.size(); place++) {
            Entry entry = entries.get(place);
            if (entry.firstOffset() == offset && !(entry instanceof Entry.Disposition)) {
                return place;
            }
        }
        throw new DamagedTreeException(
                "segment from %d: nothing at offset %d (expected: what is in the tree)"
                        .formatted(segment.firstOffset(), offset));
    }

    private static Leaf leafAt(TileReader reader, long index)
            throws IOException, DamagedTreeException {
        try {
            return Leaf.parse(reader.entry(index));
        } catch (MalformedLeafException malformed) {
            throw new DamagedTreeException("leaf %d: %s".formatted(index, malformed.getMessage()));
        }
    }
}
