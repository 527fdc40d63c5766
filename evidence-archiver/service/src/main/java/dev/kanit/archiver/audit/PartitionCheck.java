package dev.kanit.archiver.audit;

import dev.kanit.ledger.LogId;
import dev.kanit.ledger.SegmentLog;
import dev.kanit.ledger.leaf.Leaf;
import dev.kanit.ledger.leaf.LeafWriter;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.MalformedSegmentException;
import dev.kanit.ledger.segment.Segment;
import dev.kanit.ledger.tile.TilePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks one partition: its tree, its head, and its segments against its leaves. */
final class PartitionCheck {

    /** Beyond this many findings of one log the rest says nothing new. */
    private static final int MAX_FINDINGS = 100;

    private final ArchivedCluster cluster;
    private final LogId log;
    private final SignedFloors signed;
    private final List<Finding> findings = new ArrayList<>();
    private final LeafWriter writer = new LeafWriter();
    private long floor;
    private long leaves;
    private long records;
    private long disposed;

    PartitionCheck(ArchivedCluster cluster, LogId log, SignedFloors signed) {
        this.signed = signed;
        this.floor = signed.payloadBelow();
        this.cluster = cluster;
        this.log = log;
    }

    /** Checks everything against the newest head that the log of heads has. */
    void run(Checkpoint head) throws IOException, DamagedTreeException {
        SignedTree tree = cluster.partition(log);
        if (tree.size() < head.size()) {
            found(
                    "checkpoint: %d leaves (expected: at least %d, which a head vouches for)"
                            .formatted(tree.size(), head.size()));
        }
        leaves = tree.firstBundle() * TilePath.FULL_WIDTH;
        if (leaves > signed.entriesBelow()) {
            found(
                    "entries: none of leaves 0 to %d (expected: from the floor %d on)"
                            .formatted(leaves - 1, signed.entriesBelow()));
        }
        disposed += leaves;
        Retree.check(tree, cluster.files(log.path()), new Seen(head)).forEach(this::found);
        segments(tree);
    }

    /** Walks the leaves, and knows where payload may be gone. */
    private final class Seen implements Retree.Leaves {

        private final Checkpoint head;
        private long nextOffset;

        Seen(Checkpoint head) {
            this.head = head;
        }

        @Override
        public void leaf(byte[] bytes) {
            leaves++;
            try {
                switch (SignedTree.parse(bytes)) {
                    case Leaf.Kept kept -> follow(kept.offset(), kept.offset() + 1);
                    case Leaf.Gap gap -> follow(gap.from(), gap.to());
                    case Leaf.Disposition disposition ->
                            floor = Math.max(floor, disposition.below());
                }
            } catch (DamagedTreeException malformed) {
                found("leaf %d: %s".formatted(leaves - 1, malformed.getMessage()));
            }
        }

        private void follow(long offset, long next) {
            if (offset < nextOffset) {
                found(
                        "leaf %d: offset %d (expected: >= %d)"
                                .formatted(leaves - 1, offset, nextOffset));
            }
            nextOffset = next;
        }

        @Override
        public boolean wants(long size) {
            return size == head.size();
        }

        @Override
        public void grown(long size, Hash root) {
            if (!root.equals(head.root())) {
                found("root of %d leaves: not that of its head".formatted(size));
            }
        }
    }

    private void segments(SignedTree tree) throws IOException, DamagedTreeException {
        SegmentLog segments;
        List<Long> starts;
        try {
            segments = SegmentLog.open(cluster.store(), log);
            starts = segments.starts();
        } catch (MalformedSegmentException damaged) {
            found(String.valueOf(damaged.getMessage()));
            return;
        }
        LeafIterator expected = new LeafIterator(tree);
        long next = 0;
        for (long start : starts) {
            if (start != next) {
                skip(expected, next, start);
            }
            try {
                Segment segment = segments.segmentAt(start);
                segment.entries().forEach(entry -> compare(entry, expected));
                next = segment.nextOffset();
            } catch (MalformedSegmentException damaged) {
                found("segment from offset %d: %s".formatted(start, damaged.getMessage()));
                return;
            }
        }
        if (expected.hasNext()) {
            found("segments: end before the tree does, at offset %d".formatted(next));
        }
    }

    /** Segments from {@code from} on are not there; the next one begins at {@code to}. */
    private void skip(LeafIterator expected, long from, long to) throws DamagedTreeException {
        if (to > floor) {
            found(
                    "segments: none for offsets %d to %d (expected: payload above the floor %d)"
                            .formatted(from, to - 1, floor));
        }
        while (expected.hasNext() && expected.peekOffset() < to) {
            byte[] _ = expected.next();
            disposed++;
        }
    }

    private void compare(Entry entry, LeafIterator expected) {
        if (!expected.hasNext()) {
            return;
        }
        records++;
        if (!Arrays.equals(expected.next(), writer.write(entry))) {
            found(
                    "record at offset %d: not the one that its leaf says"
                            .formatted(entry.firstOffset()));
        }
    }

    private void found(String what) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(new Finding(log.origin(), what));
        }
    }

    List<Finding> findings() {
        return findings;
    }

    /** Leaves below the floor of the entries are told by their hashes alone. */
    long leaves() {
        return leaves;
    }

    long records() {
        return records;
    }

    long disposed() {
        return disposed;
    }
}
