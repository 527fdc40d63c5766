package dev.kanit.evaluator.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Records that could not be used, with their bytes and headers as they came, and why: {@code
 * kanit.dead-letter.reason}, {@code .detail}, {@code .topic}, {@code .partition}, {@code .offset}.
 */
final class DeadLetters {

    private static final String PREFIX = "kanit.dead-letter.";
    private static final int MAX_DETAIL = 500;

    private DeadLetters() {}

    static Record<byte[], byte[]> of(
            Record<byte[], byte[]> record,
            @Nullable RecordMetadata origin,
            String reason,
            String detail) {
        Headers headers = new RecordHeaders(record.headers());
        add(headers, "reason", reason);
        add(headers, "detail", detail.substring(0, Math.min(MAX_DETAIL, detail.length())));
        if (origin != null) {
            add(headers, "topic", origin.topic());
            add(headers, "partition", Integer.toString(origin.partition()));
            add(headers, "offset", Long.toString(origin.offset()));
        }
        return record.withHeaders(headers);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
