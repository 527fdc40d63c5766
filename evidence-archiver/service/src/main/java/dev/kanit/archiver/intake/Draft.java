package dev.kanit.archiver.intake;

import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.SegmentFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Entries of one partition that are not stored yet. Bounded by what a segment may hold. */
final class Draft {

    private final long maxAgeNanos;
    private final List<Entry> entries = new ArrayList<>();
    private long contentBytes;
    private long sinceNanos;

    Draft(Duration maxAge) {
        this.maxAgeNanos = maxAge.toNanos();
    }

    void add(Entry entry, long nowNanos) {
        if (entries.isEmpty()) {
            sinceNanos = nowNanos;
        }
        entries.add(entry);
        contentBytes += SegmentFile.contentBytes(entry);
    }

    /** Whether {@code entry} would make it larger than a segment may be. */
    boolean isFullFor(Entry entry) {
        return !entries.isEmpty()
                && (entries.size() >= SegmentFile.MAX_ENTRIES
                        || contentBytes + SegmentFile.contentBytes(entry)
                                > SegmentFile.MAX_CONTENT_BYTES);
    }

    boolean isDue(long nowNanos) {
        return !entries.isEmpty() && nowNanos - sinceNanos >= maxAgeNanos;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Drops what lies before {@code offset}, since it is stored. */
    void dropBefore(long offset) {
        List<Entry> rest = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Gap(long first, long next, String reason)
                    && first < offset
                    && next > offset) {
                rest.add(new Entry.Gap(offset, next, reason));
            } else if (entry.firstOffset() >= offset) {
                rest.add(entry);
            }
        }
        entries.clear();
        contentBytes = 0;
        rest.forEach(entry -> add(entry, sinceNanos));
    }
}
