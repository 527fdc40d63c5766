package dev.kanit.evaluator.topology;

import dev.kanit.codec.state.ByteReader;
import dev.kanit.codec.state.ByteWriter;
import dev.kanit.wire.InputSpan;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of one rollout consumed since its previous decision, as ordered spans, each with a
 * digest chain over exactly those records. Mutable; owned by the task that owns the rollout.
 */
final class InputTrail {

    /**
     * Spans beyond this are folded into the last one of their partition: their order among topics
     * is lost then, their records are not. A rollout has a decision long before that.
     */
    static final int MAX_SPANS = 256;

    private static final int DIGEST_BYTES = 32;

    private static final class Span {
        private final String topic;
        private final int partition;
        private final long firstOffset;
        private long lastOffset;
        private int count;
        private byte[] digest = new byte[DIGEST_BYTES];

        Span(String topic, int partition, long firstOffset) {
            this.topic = topic;
            this.partition = partition;
            this.firstOffset = firstOffset;
        }
    }

    private final List<Span> spans = new ArrayList<>();
    private byte[] previousDigest = {};

    void consumed(String topic, int partition, long offset, byte[] value, MessageDigest sha256) {
        Span span = spanFor(topic, partition, offset);
        span.lastOffset = offset;
        span.count++;
        sha256.update(span.digest);
        span.digest = sha256.digest(value);
    }

    List<InputSpan> spans() {
        List<InputSpan> records = new ArrayList<>();
        for (Span span : spans) {
            records.add(
                    InputSpan.newBuilder()
                            .setTopic(span.topic)
                            .setPartition(span.partition)
                            .setFirstOffset(span.firstOffset)
                            .setLastOffset(span.lastOffset)
                            .setCount(span.count)
                            .setDigest(ByteBuffer.wrap(span.digest.clone()))
                            .build());
        }
        return records;
    }

    /** SHA-256 of the rollout's newest decision; empty before the first. */
    ByteBuffer previousDigest() {
        return ByteBuffer.wrap(previousDigest.clone());
    }

    /** A decision was published: the next trail starts here. */
    void decided(byte[] digest) {
        previousDigest = digest;
        spans.clear();
    }

    void write(ByteWriter out) {
        out.writeBytes(previousDigest);
        out.writeLong(spans.size());
        for (Span span : spans) {
            out.writeString(span.topic);
            out.writeLong(span.partition);
            out.writeLong(span.firstOffset);
            out.writeLong(span.lastOffset - span.firstOffset);
            out.writeLong(span.count);
            out.writeBytes(span.digest);
        }
    }

    static InputTrail read(ByteReader in) {
        InputTrail trail = new InputTrail();
        trail.previousDigest = in.readBytes();
        int count = in.readInt();
        for (int index = 0; index < count; index++) {
            Span span = new Span(in.readString(), in.readInt(), in.readLong());
            span.lastOffset = span.firstOffset + in.readLong();
            span.count = in.readInt();
            span.digest = in.readBytes();
            trail.spans.add(span);
        }
        return trail;
    }

    private Span spanFor(String topic, int partition, long offset) {
        if (!spans.isEmpty() && isOf(spans.getLast(), topic, partition)) {
            return spans.getLast();
        }
        if (spans.size() >= MAX_SPANS) {
            for (int index = spans.size() - 1; index >= 0; index--) {
                if (isOf(spans.get(index), topic, partition)) {
                    return spans.get(index);
                }
            }
        }
        Span span = new Span(topic, partition, offset);
        spans.add(span);
        return span;
    }

    private static boolean isOf(Span span, String topic, int partition) {
        return span.partition == partition && span.topic.equals(topic);
    }
}
