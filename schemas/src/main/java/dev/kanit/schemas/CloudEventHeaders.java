package dev.kanit.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * CloudEvents 1.0 in the binary mode of its Kafka binding: attributes are headers, the value stays
 * as it is. Extension attributes let records that were left out show.
 *
 * @param id unique per source
 * @param type for example {@code dev.kanit.rollout.decision.v1}
 * @param source who wrote the record, a URI reference
 * @param time when it happened
 * @param sequence number among all records of this source and rollout, from 1, without gaps; {@link
 *     #UNNUMBERED} when the source does not count
 * @param previous digest of the record before it in this sequence, 64 lower-case hex digits; empty
 *     for the first. What it is a digest of is defined with the transparency log's leaves.
 * @param closing on the last record of a rollout, how many records of each topic it consisted of:
 *     {@code topic=count} with commas between; else empty
 */
public record CloudEventHeaders(
        String id,
        String type,
        String source,
        Instant time,
        long sequence,
        String previous,
        String closing) {

    /** Stands where a source does not count its records. */
    public static final long UNNUMBERED = -1;

    private static final String SPEC_VERSION = "1.0";
    private static final String CONTENT_TYPE = "application/avro";
    private static final Pattern DIGEST = Pattern.compile("|[0-9a-f]{64}");
    private static final Pattern COUNTS =
            Pattern.compile("|[a-z.-]{1,100}=[0-9]{1,18}(,[a-z.-]{1,100}=[0-9]{1,18}){0,19}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    public CloudEventHeaders {
        requireText("id", id);
        requireText("type", type);
        requireText("source", source);
        if (sequence != UNNUMBERED && sequence < 1) {
            throw new IllegalArgumentException(
                    "sequence: " + sequence + " (expected: >= 1, or " + UNNUMBERED + ")");
        }
        if (!DIGEST.matcher(previous).matches()) {
            throw new IllegalArgumentException(
                    "previous: '" + previous + "' (expected: 64 hex digits, or none)");
        }
        if (!COUNTS.matcher(closing).matches()) {
            throw new IllegalArgumentException(
                    "closing: '" + closing + "' (expected: topic=count, or none)");
        }
    }

    /** Of a source that does not count its records. */
    public CloudEventHeaders(String id, String type, String source, Instant time) {
        this(id, type, source, time, UNNUMBERED, "", "");
    }

    /**
     * Sets the attributes on {@code headers}; earlier ones are replaced, so a forwarded record does
     * not carry two.
     *
     * @throws IllegalArgumentException when {@code id}, {@code type} or {@code source} is empty
     */
    public static void stamp(Headers headers, String id, String type, String source, Instant time) {
        new CloudEventHeaders(id, type, source, time).stamp(headers);
    }

    /** Sets the attributes on {@code headers}; earlier ones are replaced. */
    public void stamp(Headers headers) {
        forEach(
                (name, value) -> {
                    headers.remove(name);
                    headers.add(name, value);
                });
    }

    /** Every header in its order, name and value. */
    public void forEach(BiConsumer<String, byte[]> header) {
        header.accept("ce_specversion", SPEC_VERSION.getBytes(UTF_8));
        header.accept("ce_id", id.getBytes(UTF_8));
        header.accept("ce_type", type.getBytes(UTF_8));
        header.accept("ce_source", source.getBytes(UTF_8));
        header.accept("ce_time", time.toString().getBytes(UTF_8));
        header.accept("content-type", CONTENT_TYPE.getBytes(UTF_8));
        if (sequence != UNNUMBERED) {
            header.accept("ce_sequence", Long.toString(sequence).getBytes(UTF_8));
            header.accept("ce_previous", previous.getBytes(UTF_8));
        }
        if (!closing.isEmpty()) {
            header.accept("ce_closing", closing.getBytes(UTF_8));
        }
    }

    /**
     * The attributes of a record; empty when one is missing, empty or unreadable, or when the spec
     * version is not 1.0. Headers describe a record and never decide about it, so this is no error.
     */
    public static Optional<CloudEventHeaders> read(Headers headers) {
        try {
            String sequence = text(headers, "ce_sequence");
            boolean numbered = NUMBER.matcher(sequence).matches();
            return text(headers, "ce_specversion").equals(SPEC_VERSION)
                    ? Optional.of(
                            new CloudEventHeaders(
                                    text(headers, "ce_id"),
                                    text(headers, "ce_type"),
                                    text(headers, "ce_source"),
                                    Instant.parse(text(headers, "ce_time")),
                                    numbered ? Long.parseLong(sequence) : UNNUMBERED,
                                    text(headers, "ce_previous"),
                                    text(headers, "ce_closing")))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    private static void requireText(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + ": empty (expected: text)");
        }
    }
}
