package dev.kanit.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Why a record lies in {@link TopicCatalogue#DEAD_LETTERS}, and where it came from. Added to the
 * headers that the record had.
 */
public final class DeadLetterHeaders {

    /** A constant's name, listed in docs/reasons.md. */
    public static final String REASON = "kanit.dead-letter.reason";

    /** For people, at most {@value #MAX_DETAIL} characters. */
    public static final String DETAIL = "kanit.dead-letter.detail";

    /** The service that could not use it. */
    public static final String READER = "kanit.dead-letter.reader";

    public static final String TOPIC = "kanit.dead-letter.topic";
    public static final String PARTITION = "kanit.dead-letter.partition";
    public static final String OFFSET = "kanit.dead-letter.offset";

    public static final int MAX_DETAIL = 1_000;

    private DeadLetterHeaders() {}

    /** Says why. */
    public static void because(Headers headers, String reader, String reason, String detail) {
        add(headers, READER, reader);
        add(headers, REASON, reason);
        add(headers, DETAIL, detail.substring(0, Math.min(MAX_DETAIL, detail.length())));
    }

    /** Says where it lies. */
    public static void from(Headers headers, String topic, int partition, long offset) {
        add(headers, TOPIC, topic);
        add(headers, PARTITION, Integer.toString(partition));
        add(headers, OFFSET, Long.toString(offset));
    }

    /** The newest value of a header; a letter that is buried twice has two. */
    public static Optional<String> read(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? Optional.empty() : Optional.of(new String(header.value(), UTF_8));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
