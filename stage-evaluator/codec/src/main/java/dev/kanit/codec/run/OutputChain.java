package dev.kanit.codec.run;

import dev.kanit.codec.state.ByteReader;
import dev.kanit.codec.state.ByteWriter;
import dev.kanit.schemas.CloudEventHeaders;
import dev.kanit.schemas.TopicCatalogue;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * Numbers what is said of one rollout, over all topics, and ties each record to the one before: a
 * record that was left out afterwards shows. Mutable.
 */
final class OutputChain {

    static final String SOURCE = "/kanit/stage-evaluator";

    /** Topics that are written; a place in this list is stored, so it only ever grows. */
    static final List<String> TOPICS =
            List.of(TopicCatalogue.DECISIONS, TopicCatalogue.ALERTS, TopicCatalogue.TICKS);

    private final String rolloutId;
    private final long[] said = new long[TOPICS.size()];
    private byte[] previous = {};
    private byte[] previousDecision = {};

    OutputChain(String rolloutId) {
        this.rolloutId = rolloutId;
    }

    OutputRecord next(
            String topic,
            byte[] value,
            long timestampMillis,
            String id,
            String type,
            String closing,
            Digests digests) {
        said[TOPICS.indexOf(topic)]++;
        CloudEventHeaders event =
                new CloudEventHeaders(
                        id,
                        type,
                        SOURCE,
                        Instant.ofEpochMilli(timestampMillis),
                        sequence(),
                        HexFormat.of().formatHex(previous),
                        closing);
        previous = digests.payload(rolloutId, value, event);
        if (topic.equals(TopicCatalogue.DECISIONS)) {
            previousDecision = digests.sha256(value);
        }
        return new OutputRecord(rolloutId, topic, value, timestampMillis, event);
    }

    /** Records of {@code TOPICS.get(topic)} since the rollout's start. */
    long said(int topic) {
        return said[topic];
    }

    /** SHA-256 of the value of the rollout's newest decision; empty before the first. */
    ByteBuffer previousDecision() {
        return ByteBuffer.wrap(previousDecision.clone());
    }

    void write(ByteWriter out) {
        for (long count : said) {
            out.writeLong(count);
        }
        out.writeBytes(previous);
        out.writeBytes(previousDecision);
    }

    static OutputChain read(String rolloutId, ByteReader in) {
        OutputChain chain = new OutputChain(rolloutId);
        for (int topic = 0; topic < chain.said.length; topic++) {
            chain.said[topic] = in.readLong();
        }
        chain.previous = in.readBytes();
        chain.previousDecision = in.readBytes();
        return chain;
    }

    private long sequence() {
        long sum = 0;
        for (long count : said) {
            sum += count;
        }
        return sum;
    }
}
