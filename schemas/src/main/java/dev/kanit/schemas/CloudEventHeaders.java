package dev.kanit.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * CloudEvents 1.0 in the binary mode of its Kafka binding: attributes are headers, the value stays
 * as it is.
 *
 * @param id unique per source
 * @param type for example {@code dev.kanit.rollout.decision.v1}
 * @param source who wrote the record, a URI reference
 * @param time when it happened
 */
public record CloudEventHeaders(String id, String type, String source, Instant time) {

    private static final String SPEC_VERSION = "1.0";
    private static final String CONTENT_TYPE = "application/avro";

    public CloudEventHeaders {
        requireText("id", id);
        requireText("type", type);
        requireText("source", source);
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

    private void stamp(Headers headers) {
        set(headers, "ce_specversion", SPEC_VERSION);
        set(headers, "ce_id", id);
        set(headers, "ce_type", type);
        set(headers, "ce_source", source);
        set(headers, "ce_time", time.toString());
        set(headers, "content-type", CONTENT_TYPE);
    }

    /**
     * The attributes of a record; empty when one is missing, empty or unreadable, or when the spec
     * version is not 1.0. Headers describe a record and never decide about it, so this is no error.
     */
    public static Optional<CloudEventHeaders> read(Headers headers) {
        try {
            return text(headers, "ce_specversion").equals(SPEC_VERSION)
                    ? Optional.of(
                            new CloudEventHeaders(
                                    text(headers, "ce_id"),
                                    text(headers, "ce_type"),
                                    text(headers, "ce_source"),
                                    Instant.parse(text(headers, "ce_time"))))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static void set(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
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
