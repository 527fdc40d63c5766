package dev.kanit.ledger;

import dev.kanit.ledger.leaf.LeafWriter;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.MalformedSegmentException;
import dev.kanit.ledger.segment.Segment;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * One partition's evidence: its segments and the tree over their entries. The tree follows from the
 * segments and from nothing else, one leaf per entry in their order, so every archiver of the same
 * records comes to the same root (promise G5), and whatever a crash left undone is done again.
 *
 * <p>Not thread-safe.
 */
public final class PartitionLog {

    private final SegmentLog segments;
    private final TreeLog tree;
    private final LeafWriter leaves = new LeafWriter();

    /** The tree holds every entry before this offset. */
    private long treeOffset;

    private PartitionLog(SegmentLog segments, TreeLog tree, long treeOffset) {
        this.segments = segments;
        this.tree = tree;
        this.treeOffset = treeOffset;
    }

    /**
     * The log as the store has it: the tree of the last checkpoint, and the segments after it.
     *
     * @param others keys of other archivers whose checkpoints of this log are believed, too
     * @throws MalformedSegmentException when a segment that is read is damaged
     * @throws DamagedTreeException when checkpoint, tiles and segments do not fit together
     */
    public static PartitionLog open(
            EvidenceStore store, LogId id, CheckpointSigner signer, Collection<NoteKey> others)
            throws IOException, MalformedSegmentException, DamagedTreeException {
        SegmentLog segments = SegmentLog.open(store, id);
        TreeLog tree = TreeLog.open(store, id.path(), id.origin(), signer, others);
        long treeOffset = new TreeEnd(segments, tree).appendRest();
        PartitionLog log = new PartitionLog(segments, tree, treeOffset);
        log.catchUp();
        return log;
    }

    /** The offset that the archive wants next; 0 when it has nothing. */
    public long nextOffset() {
        return segments.nextOffset();
    }

    /** What is archived, to be read. */
    public SegmentLog segments() {
        return segments;
    }

    /** The tree over it, to be read. */
    public TreeLog tree() {
        return tree;
    }

    /**
     * Appends entries at {@link #nextOffset()}, see {@link SegmentLog#append}. The tree grows in
     * memory, by what is stored and not by what was asked for.
     */
    public Appended append(List<Entry> entries) throws IOException, MalformedSegmentException {
        catchUp();
        Appended appended = segments.append(entries);
        switch (appended) {
            case Appended.Stored(long next) -> {
                grow(entries);
                treeOffset = next;
            }
            case Appended.Adopted _ -> catchUp();
            case Appended.Conflicting _ -> {}
        }
        return appended;
    }

    /**
     * Writes what the tree has finished, see {@link TreeLog#writeFinished}. Done after every
     * segment, it lets a backlog's tiles wait for the disk beside other work, and not in memory.
     */
    public void writeFinished() throws IOException, DamagedTreeException {
        tree.writeFinished();
    }

    /** Likewise while the next segment is being made, see {@link TreeLog#beginFinished}. */
    public void beginFinished(Executor executor) throws IOException, DamagedTreeException {
        tree.beginFinished(executor);
    }

    /** Signs for everything that is stored, see {@link TreeLog#publish}. */
    public Published publish() throws IOException, MalformedSegmentException {
        catchUp();
        return tree.publish();
    }

    private void catchUp() throws IOException, MalformedSegmentException {
        while (treeOffset < segments.nextOffset()) {
            Segment segment = segments.segmentAt(treeOffset);
            grow(segment.entries());
            treeOffset = segment.nextOffset();
        }
    }

    private void grow(List<Entry> entries) {
        for (Entry entry : entries) {
            tree.append(leaves.write(entry));
        }
    }
}
