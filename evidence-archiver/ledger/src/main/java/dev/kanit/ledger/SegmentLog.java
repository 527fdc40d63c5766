package dev.kanit.ledger;

import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.MalformedSegmentException;
import dev.kanit.ledger.segment.Segment;
import dev.kanit.ledger.segment.SegmentFile;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The segments of one partition. Each is named by the offset at which the one before it ended, so
 * they form one chain, whoever wrote them: two archivers at the same place compete for one name,
 * the store lets one win, and the other adopts what the winner wrote.
 *
 * <p>The chain's end is the archive's position, and the only truth about it. Not thread-safe.
 */
public final class SegmentLog {

    private static final Pattern NAME = Pattern.compile(".*/(\\d{20})\\.ndjson\\.zst");

    private final EvidenceStore store;
    private final LogId id;
    private long nextOffset;

    private SegmentLog(EvidenceStore store, LogId id, long nextOffset) {
        this.store = store;
        this.id = id;
        this.nextOffset = nextOffset;
    }

    /**
     * The log as the store has it.
     *
     * @throws MalformedSegmentException when its last segment is damaged
     */
    public static SegmentLog open(EvidenceStore store, LogId id)
            throws IOException, MalformedSegmentException {
        SegmentLog log = new SegmentLog(store, id, 0);
        List<Long> starts = log.starts();
        if (!starts.isEmpty()) {
            log.nextOffset = log.segmentAt(starts.getLast()).nextOffset();
        }
        return log;
    }

    /** The offset that the archive wants next; 0 when it has nothing. */
    public long nextOffset() {
        return nextOffset;
    }

    public LogId id() {
        return id;
    }

    /** First offsets of all segments, ascending. */
    public List<Long> starts() throws IOException {
        return store.list(id.path()).stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .map(name -> Long.parseLong(name.group(1)))
                .toList();
    }

    /**
     * The segment that begins at {@code firstOffset}.
     *
     * @throws MalformedSegmentException when it is missing or damaged
     */
    public Segment segmentAt(long firstOffset) throws IOException, MalformedSegmentException {
        Optional<byte[]> file = store.get(name(firstOffset));
        if (file.isEmpty()) {
            throw new MalformedSegmentException(name(firstOffset) + ": missing");
        }
        return SegmentFile.read(id.path(), firstOffset, file.get());
    }

    /**
     * Appends entries at {@link #nextOffset()}. After {@link Appended.Adopted}, records from the
     * new position on, some of {@code entries} perhaps among them, are still to be appended.
     *
     * @param entries at least one, the first at or after the position
     * @throws MalformedSegmentException when another archiver's segment at this place is damaged
     */
    public Appended append(List<Entry> entries) throws IOException, MalformedSegmentException {
        Segment mine = new Segment(id.path(), nextOffset, entries);
        if (store.createIfAbsent(name(nextOffset), SegmentFile.write(mine))) {
            nextOffset = mine.nextOffset();
            return new Appended.Stored(nextOffset);
        }
        Segment winner = segmentAt(nextOffset);
        Optional<String> difference = Overlap.difference(mine, winner);
        if (difference.isPresent()) {
            return new Appended.Conflicting(name(nextOffset) + ": " + difference.get());
        }
        nextOffset = winner.nextOffset();
        return new Appended.Adopted(nextOffset);
    }

    private String name(long firstOffset) {
        return "%s/%020d.ndjson.zst".formatted(id.path(), firstOffset);
    }
}
