package dev.kanit.ledger.bundle;

import dev.kanit.ledger.SegmentLog;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.InclusionProof;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.merkle.RangeProof;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TlogProof;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.MalformedSegmentException;
import dev.kanit.ledger.segment.Segment;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.ledger.tile.TileReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one partition's log as it stands in a store, under the checkpoint that it has now. */
final class LogSource {

    private final LogPlace place;
    private final SignedNote note;
    private final Checkpoint head;
    private final TileReader reader;
    private final SegmentLog segments;
    private final List<Long> starts;
    private final LeafScan scan;
    private final List<Long> outside = new ArrayList<>();
    private Optional<Segment> segment = Optional.empty();

    private LogSource(
            LogPlace place,
            SignedNote note,
            Checkpoint head,
            TileReader reader,
            SegmentLog segments,
            LeafScan scan)
            throws IOException {
        this.place = place;
        this.note = note;
        this.head = head;
        this.reader = reader;
        this.segments = segments;
        this.starts = segments.starts();
        this.scan = scan;
    }

    /** Empty when the log has no checkpoint yet. Whose it is, the verifier checks. */
    static Optional<LogSource> open(EvidenceStore store, LogPlace place, String rollout)
            throws IOException,
                    DamagedTreeException,
                    MalformedSegmentException,
                    MalformedNoteException {
        String path = place.id().path() + "/";
        Optional<byte[]> file = store.get(path + "checkpoint");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        SignedNote note = SignedNote.parse(file.get());
        Checkpoint head = Checkpoint.of(note);
        if (head.size() == 0) {
            return Optional.empty();
        }
        TileReader reader =
                new TileReader(name -> store.get(path + name), new MerkleHasher(), head.size());
        return Optional.of(
                new LogSource(
                        place,
                        note,
                        head,
                        reader,
                        SegmentLog.open(store, place.id()),
                        LeafScan.begin(reader, head.size(), rollout, place.firstOffset())));
    }

    String topic() {
        return place.topic();
    }

    Checkpoint head() {
        return head;
    }

    LeafScan scan() {
        return scan;
    }

    /** The record at {@code offset}, which a leaf tells of; records are asked for in order. */
    Entry.Kept recordAt(long offset)
            throws IOException, DamagedTreeException, MalformedSegmentException {
        if (segment.isEmpty()
                || offset < segment.get().firstOffset()
                || offset >= segment.get().nextOffset()) {
            segment = Optional.of(segments.segmentAt(startBefore(offset)));
        }
        List<Entry> entries = segment.get().entries();
        int low = 0;
        int high = entries.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).nextOffset() > offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (entries.get(low) instanceof Entry.Kept record && record.offset() == offset) {
            return record;
        }
        throw new DamagedTreeException(
                "%s: no record at offset %d (expected: what is in the tree)"
                        .formatted(place.id().path(), offset));
    }

    private long startBefore(long offset) throws DamagedTreeException {
        long start = -1;
        for (long one : starts) {
            if (one <= offset) {
                start = one;
            }
        }
        if (start < 0) {
            throw new DamagedTreeException(
                    "%s: no segment with offset %d".formatted(place.id().path(), offset));
        }
        return start;
    }

    /** The log's part of the bundle, by the leaves that the scan holds. */
    BundleLog bundle(TlogProof headProof)
            throws IOException, DamagedTreeException, MalformedSegmentException {
        List<Entry.Kept> records = new ArrayList<>();
        for (LeafScan.Own own : scan.own()) {
            records.add(recordAt(own.leaf().offset()));
        }
        RangeProof range =
                RangeProof.of(
                        reader,
                        scan.own().getFirst().index(),
                        scan.own().getLast().index() + 1,
                        head.size());
        return new BundleLog(
                place.topic(),
                place.id(),
                note,
                headProof,
                range,
                scan.range(),
                records,
                0,
                outside);
    }

    /**
     * Scans to the last record that the rollout consumed of this topic, and takes note of those
     * that it did not.
     *
     * @return how many it did
     */
    long scan(Consumed consumed)
            throws IOException, DamagedTreeException, MalformedSegmentException {
        long offset = -1;
        while (offset < consumed.lastOffset()) {
            Optional<LeafScan.Own> own = scan.advance();
            if (own.isEmpty()) {
                break;
            }
            offset = own.get().leaf().offset();
            if (offset < consumed.firstOffset() || recordAt(offset).value().isEmpty()) {
                outside.add(offset);
            }
        }
        return (long) scan.own().size() - outside.size();
    }

    /** A proof for each leaf that the scan holds. */
    List<TlogProof> proofs() throws IOException, DamagedTreeException {
        MerkleHasher hasher = new MerkleHasher();
        List<TlogProof> proofs = new ArrayList<>();
        for (LeafScan.Own own : scan.own()) {
            proofs.add(
                    TlogProof.of(
                            InclusionProof.of(reader, hasher, own.index(), head.size()), note));
        }
        return proofs;
    }
}
