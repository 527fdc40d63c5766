package dev.kanit.codec.run;

import dev.kanit.codec.state.ByteReader;
import dev.kanit.codec.state.ByteWriter;
import dev.kanit.ledger.merkle.CompactRange;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.InputSpan;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of one rollout consumed since its previous decision, as ordered spans, each with the
 * Merkle root over the log's leaves of exactly those records; and how many there have been of each
 * topic since the start. Mutable.
 */
final class InputTrail {

    /** Topics whose records are inputs; a place in this list is stored, so it only ever grows. */
    static final List<String> TOPICS =
            List.of(
                    TopicCatalogue.SIGNALS,
                    TopicCatalogue.COMMANDS,
                    TopicCatalogue.CHECKS,
                    TopicCatalogue.ACTIONS,
                    TopicCatalogue.TICKS);

    /**
     * Spans beyond this are folded into the last one of their partition: their order among topics
     * is lost then, their records are not. A rollout has a decision long before that.
     */
    static final int MAX_SPANS = 256;

    private static final class Span {
        private final int topic;
        private final int partition;
        private final long firstOffset;
        private final CompactRange leaves;
        private long lastOffset;

        Span(int topic, int partition, long firstOffset, CompactRange leaves) {
            this.topic = topic;
            this.partition = partition;
            this.firstOffset = firstOffset;
            this.leaves = leaves;
        }
    }

    private final MerkleHasher hasher;
    private final List<Span> spans = new ArrayList<>();
    private final long[] consumed = new long[TOPICS.size()];

    InputTrail(MerkleHasher hasher) {
        this.hasher = hasher;
    }

    void consumed(InputRecord record) {
        int topic = TOPICS.indexOf(record.topic());
        if (topic < 0) {
            throw new IllegalArgumentException(
                    "topic: " + record.topic() + " (expected: one of " + TOPICS + ")");
        }
        Span span = spanFor(topic, record.partition(), record.offset());
        span.lastOffset = record.offset();
        span.leaves.append(record.leafHash());
        consumed[topic]++;
    }

    List<InputSpan> spans() {
        List<InputSpan> records = new ArrayList<>();
        for (Span span : spans) {
            records.add(
                    InputSpan.newBuilder()
                            .setTopic(TOPICS.get(span.topic))
                            .setPartition(span.partition)
                            .setFirstOffset(span.firstOffset)
                            .setLastOffset(span.lastOffset)
                            .setCount(Math.toIntExact(span.leaves.size()))
                            .setMerkleRoot(ByteBuffer.wrap(span.leaves.root()))
                            .build());
        }
        return records;
    }

    /** Records of {@code TOPICS.get(topic)} since the rollout's start. */
    long consumed(int topic) {
        return consumed[topic];
    }

    /** A decision was published: the next trail starts here. */
    void decided() {
        spans.clear();
    }

    void write(ByteWriter out) {
        for (long count : consumed) {
            out.writeLong(count);
        }
        out.writeLong(spans.size());
        for (Span span : spans) {
            out.writeByte(span.topic);
            out.writeLong(span.partition);
            out.writeLong(span.firstOffset);
            out.writeLong(span.lastOffset - span.firstOffset);
            out.writeBytes(span.leaves.toBytes());
        }
    }

    static InputTrail read(ByteReader in, MerkleHasher hasher) {
        InputTrail trail = new InputTrail(hasher);
        for (int topic = 0; topic < trail.consumed.length; topic++) {
            trail.consumed[topic] = in.readLong();
        }
        int count = in.readInt();
        for (int index = 0; index < count; index++) {
            int topic = in.readByte();
            int partition = in.readInt();
            long first = in.readLong();
            long last = first + in.readLong();
            CompactRange leaves = CompactRange.restore(hasher, in.readBytes());
            Span span = new Span(topic, partition, first, leaves);
            span.lastOffset = last;
            trail.spans.add(span);
        }
        return trail;
    }

    private Span spanFor(int topic, int partition, long offset) {
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
        Span span = new Span(topic, partition, offset, CompactRange.empty(hasher));
        spans.add(span);
        return span;
    }

    private static boolean isOf(Span span, int topic, int partition) {
        return span.partition == partition && span.topic == topic;
    }
}
