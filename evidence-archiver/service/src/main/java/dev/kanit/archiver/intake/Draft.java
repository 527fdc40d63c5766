package dev.kanit.archiver.intake;

import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.SegmentFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Entries of one partition that are not given away yet. Bounded by what a segment may hold. */
final class Draft {

    private final long maxAgeNanos;
    private List<Entry> entries = new ArrayList<>();
    private long contentBytes;
    private long sinceNanos;
    private long oldestMillis = Long.MAX_VALUE;

    Draft(Duration maxAge) {
        this.maxAgeNanos = maxAge.toNanos();
    }

    /**
     * @param appendedMillis when the entry was appended to the topic, epoch milliseconds
     * @return false when the entry would make it larger than a segment may be
     */
    boolean add(Entry entry, long nowNanos, long appendedMillis) {
        int more = SegmentFile.contentBytes(entry);
        if (entries.isEmpty()) {
            sinceNanos = nowNanos;
        } else if (entries.size() >= SegmentFile.MAX_ENTRIES
                || contentBytes + more > SegmentFile.MAX_CONTENT_BYTES) {
            return false;
        }
        entries.add(entry);
        contentBytes += more;
        oldestMillis = Math.min(oldestMillis, appendedMillis);
        return true;
    }

    boolean isDue(long nowNanos) {
        return !entries.isEmpty() && nowNanos - sinceNanos >= maxAgeNanos;
    }

    /** Whether it is larger than half of what a segment may hold. */
    boolean isLarge() {
        return contentBytes > SegmentFile.MAX_CONTENT_BYTES / 2;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** When the oldest entry was appended to the topic; {@link Long#MAX_VALUE} when empty. */
    long oldestMillis() {
        return oldestMillis;
    }

    /** Gives the entries away. */
    List<Entry> take() {
        List<Entry> taken = entries;
        entries = new ArrayList<>();
        contentBytes = 0;
        oldestMillis = Long.MAX_VALUE;
        return taken;
    }

    /** What of {@code entries} lies at {@code offset} or after it. */
    static List<Entry> from(List<Entry> entries, long offset) {
        if (!entries.isEmpty() && entries.getFirst().firstOffset() >= offset) {
            return entries;
        }
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
        return rest;
    }
}
