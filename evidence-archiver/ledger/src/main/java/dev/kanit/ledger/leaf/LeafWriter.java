package dev.kanit.ledger.leaf;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.Entry.Bytes;
import dev.kanit.ledger.text.LineBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes leaves. A record is told as it comes from Kafka, without a detour over other objects:
 *
 * <pre>
 *   writer.begin(offset, timestampMillis, key, value);
 *   writer.header(name, value);    for each header, in order
 *   byte[] leaf = writer.finish();
 * </pre>
 *
 * <p>Of the record it takes: the rollout from the key; type, source, sequence and previous digest
 * from the headers {@code ce_type}, {@code ce_source}, {@code ce_sequence} (decimal, without
 * leading zeros) and {@code ce_previous} (64 lower-case hex digits). Of several headers with one
 * name the last counts, as for Kafka. What is missing, too long or not of its form is left empty,
 * or -1 for the sequence: a producer's mistake must not keep its record out of the log, and the
 * payload's digest holds what was really sent.
 *
 * <p>Reused for one record after the other; not thread-safe.
 */
public final class LeafWriter {

    static final String RECORD = "record";
    static final String GAP = "gap";
    static final String DISPOSITION = "disposition";

    private static final String BEGIN = "{\"kind\":\"" + RECORD + "\",\"offset\":";
    private static final byte[] NOTHING = {};

    private final PayloadDigest payload = new PayloadDigest();
    private final LineBuffer line = new LineBuffer(1_024);

    private long offset;
    private long timestampMillis;
    private byte[] rollout = NOTHING;
    private byte[] type = NOTHING;
    private byte[] source = NOTHING;
    private byte[] previous = NOTHING;
    private long sequence = -1;

    /**
     * Begins a record.
     *
     * @param offset &gt;= 0
     * @param timestampMillis epoch milliseconds; -1 for none
     */
    public void begin(
            long offset, long timestampMillis, byte @Nullable [] key, byte @Nullable [] value) {
        this.offset = offset;
        this.timestampMillis = timestampMillis;
        rollout = Attribute.text(key, Leaf.MAX_ROLLOUT_BYTES);
        type = NOTHING;
        source = NOTHING;
        previous = NOTHING;
        sequence = -1;
        payload.begin(key, value);
    }

    /** The record's next header. */
    public void header(String name, byte @Nullable [] value) {
        payload.header(name, value);
        switch (name) {
            case "ce_type" -> type = Attribute.text(value, Leaf.MAX_ATTRIBUTE_BYTES);
            case "ce_source" -> source = Attribute.text(value, Leaf.MAX_ATTRIBUTE_BYTES);
            case "ce_previous" -> previous = Attribute.digest(value);
            case "ce_sequence" -> sequence = Attribute.number(value);
            default -> {}
        }
    }

    /** Ends the record: its leaf. */
    public byte[] finish() {
        byte[] digest = payload.finish();
        line.clear();
        record(offset, timestampMillis);
        line.ascii(",\"rollout\":").quoted(rollout);
        line.ascii(",\"type\":").quoted(type);
        line.ascii(",\"source\":").quoted(source);
        line.ascii(",\"sequence\":").number(sequence);
        line.ascii(",\"previous\":\"").raw(previous);
        line.ascii("\",\"payloadBytes\":").number(payload.length());
        line.ascii(",\"payload\":\"").hex(digest).ascii("\"}");
        return line.toArray();
    }

    /** The leaf of a segment's entry. */
    public byte[] write(Entry entry) {
        return switch (entry) {
            case Entry.Kept kept -> {
                begin(
                        kept.offset(),
                        kept.timestampMillis(),
                        kept.key().map(Bytes::shared).orElse(null),
                        kept.value().map(Bytes::shared).orElse(null));
                for (Entry.Header header : kept.headers()) {
                    header(header.name(), header.value().map(Bytes::shared).orElse(null));
                }
                yield finish();
            }
            case Entry.Gap(long first, long next, String reason) ->
                    write(new Leaf.Gap(first, next, Attribute.cut(reason, Leaf.MAX_REASON_BYTES)));
            case Entry.Disposition(_, long below, String reason, long at) ->
                    write(
                            new Leaf.Disposition(
                                    below, Attribute.cut(reason, Leaf.MAX_REASON_BYTES), at));
        };
    }

    /** The bytes of a leaf. */
    public byte[] write(Leaf leaf) {
        line.clear();
        switch (leaf) {
            case Leaf.Kept record -> {
                record(record.offset(), record.timestampMillis());
                line.ascii(",\"rollout\":").quoted(record.rollout().getBytes(UTF_8));
                line.ascii(",\"type\":").quoted(record.type().getBytes(UTF_8));
                line.ascii(",\"source\":").quoted(record.source().getBytes(UTF_8));
                line.ascii(",\"sequence\":").number(record.sequence());
                line.ascii(",\"previous\":\"");
                record.previous().ifPresent(digest -> line.hex(digest.toArray()));
                line.ascii("\",\"payloadBytes\":").number(record.payloadBytes());
                line.ascii(",\"payload\":\"").hex(record.payload().toArray()).ascii("\"}");
            }
            case Leaf.Gap(long from, long to, String reason) -> {
                kind(GAP).ascii(",\"from\":").number(from).ascii(",\"to\":").number(to);
                line.ascii(",\"reason\":").quoted(reason.getBytes(UTF_8)).ascii("}");
            }
            case Leaf.Disposition(long below, String reason, long at) -> {
                kind(DISPOSITION).ascii(",\"below\":").number(below);
                line.ascii(",\"reason\":").quoted(reason.getBytes(UTF_8));
                line.ascii(",\"timestampMillis\":").number(at).ascii("}");
            }
        }
        return line.toArray();
    }

    private void record(long recordOffset, long recordTimestampMillis) {
        line.ascii(BEGIN)
                .number(recordOffset)
                .ascii(",\"timestampMillis\":")
                .number(recordTimestampMillis);
    }

    private LineBuffer kind(String kind) {
        return line.ascii("{\"kind\":\"").ascii(kind).ascii("\"");
    }
}
