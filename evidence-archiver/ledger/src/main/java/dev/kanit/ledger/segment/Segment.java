package dev.kanit.ledger.segment;

import java.util.List;

/**
 * A run of entries of one partition.
 *
 * @param log which partition, see {@link dev.kanit.ledger.LogId#path()}
 * @param firstOffset the offset that was expected when it began, &gt;= 0; the first record may have
 *     a higher one where the broker skips offsets
 * @param entries at least one record or gap, in order
 */
public record Segment(String log, long firstOffset, List<Entry> entries) {

    public Segment {
        entries = List.copyOf(entries);
        if (firstOffset < 0) {
            throw new IllegalArgumentException("firstOffset: " + firstOffset + " (expected: >= 0)");
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("entries: none (expected: at least one)");
        }
        long expected = firstOffset;
        for (Entry entry : entries) {
            if (entry.firstOffset() < expected) {
                throw new IllegalArgumentException(
                        "offset: %d (expected: >= %d)".formatted(entry.firstOffset(), expected));
            }
            expected = entry.nextOffset();
        }
        if (expected == firstOffset) {
            throw new IllegalArgumentException(
                    "entries: dispositions only (expected: a record or a gap, too)");
        }
    }

    /** The offset that is expected after this segment. */
    public long nextOffset() {
        return entries.getLast().nextOffset();
    }
}
