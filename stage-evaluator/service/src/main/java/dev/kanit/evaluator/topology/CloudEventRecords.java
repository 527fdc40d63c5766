package dev.kanit.evaluator.topology;

import dev.kanit.codec.run.OutputRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** What a rollout has to say, as the records that sinks take. */
final class CloudEventRecords {

    private CloudEventRecords() {}

    static Record<byte[], byte[]> of(OutputRecord one) {
        Headers headers = new RecordHeaders();
        one.event().stamp(headers);
        return new Record<>(
                one.rolloutId().getBytes(StandardCharsets.UTF_8),
                one.value(),
                one.timestampMillis(),
                headers);
    }
}
