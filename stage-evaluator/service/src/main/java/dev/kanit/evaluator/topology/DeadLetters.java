package dev.kanit.evaluator.topology;

import dev.kanit.schemas.DeadLetterHeaders;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Records that could not be used, with their bytes and headers as they came, and why. */
final class DeadLetters {

    private static final String READER = "stage-evaluator";

    private DeadLetters() {}

    static Record<byte[], byte[]> of(
            Record<byte[], byte[]> record,
            @Nullable RecordMetadata origin,
            String reason,
            String detail) {
        Headers headers = new RecordHeaders(record.headers());
        DeadLetterHeaders.because(headers, READER, reason, detail);
        if (origin != null) {
            DeadLetterHeaders.from(headers, origin.topic(), origin.partition(), origin.offset());
        }
        return record.withHeaders(headers);
    }
}
