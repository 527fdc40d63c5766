package dev.kanit.archiver.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.LogId;
import dev.kanit.ledger.segment.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What segments said of one rollout in one partition and its directory does not show yet. Only
 * records that people read are kept whole.
 */
final class Pending {

    /** Key, headers and objects of a record that is kept whole. */
    private static final long WHOLE_BYTES = 1_000;

    private final LogId log;
    private final String topic;
    private final boolean isReadable;
    private final List<Entry.Kept> records = new ArrayList<>();
    private long[] offsets = new long[8];
    private int count;
    private long bytes;
    private long toldBytes;
    private long nextOffset;
    private long endOffset = -1;
    private Optional<String> closing = Optional.empty();

    /**
     * @param isReadable whether people read this topic's records
     */
    Pending(LogId log, String topic, boolean isReadable) {
        this.log = log;
        this.topic = topic;
        this.isReadable = isReadable;
    }

    void add(Entry.Kept record) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
        }
        offsets[count++] = record.offset();
        bytes += Long.BYTES;
        if (isReadable) {
            records.add(record);
            bytes += WHOLE_BYTES + record.value().map(Entry.Bytes::length).orElse(0);
            for (Entry.Header header : record.headers()) {
                if (header.name().equals("ce_closing") && header.value().isPresent()) {
                    closing = Optional.of(new String(header.value().get().shared(), UTF_8));
                }
            }
        }
    }

    /**
     * @param end of the partition in Kafka, -1 when it is not known
     */
    void archivedTo(long next, long end) {
        nextOffset = next;
        endOffset = end;
    }

    /** What it takes in memory, about. */
    long bytes() {
        return bytes;
    }

    /** How much more it takes than when this was asked last. */
    long freshBytes() {
        long fresh = bytes - toldBytes;
        toldBytes = bytes;
        return fresh;
    }

    /** Whether a record that closes the rollout is among them. */
    boolean isClosing() {
        return closing.isPresent();
    }

    LogId log() {
        return log;
    }

    String topic() {
        return topic;
    }

    /** Whether somebody may be waiting to read it. */
    boolean isReadable() {
        return isReadable;
    }

    List<Entry.Kept> records() {
        return records;
    }

    void count(Counts counts) {
        counts.count(topic, log, Arrays.copyOf(offsets, count));
        counts.archivedTo(topic, log, nextOffset, endOffset);
        closing.ifPresent(counts::closing);
    }
}
