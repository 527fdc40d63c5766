package dev.kanit.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class CloudEventHeadersTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final CloudEventHeaders EVENT =
            new CloudEventHeaders("r-1/3", "dev.kanit.rollout.decision.v1", "/evaluator", TIME);

    @Test
    void attributesAreHeadersAsTheKafkaBindingSpellsThem() {
        Map<String, String> found = new TreeMap<>();
        stamped().forEach(header -> found.put(header.key(), new String(header.value(), UTF_8)));
        assertThat(found)
                .containsExactly(
                        Map.entry("ce_id", "r-1/3"),
                        Map.entry("ce_source", "/evaluator"),
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_time", "2026-01-02T03:04:05.678Z"),
                        Map.entry("ce_type", "dev.kanit.rollout.decision.v1"),
                        Map.entry("content-type", "application/avro"));
    }

    @Test
    void whatWasStampedIsRead() {
        assertThat(CloudEventHeaders.read(stamped())).contains(EVENT);
    }

    @Test
    void stampingAgainReplaces() {
        Headers headers = stamped();
        CloudEventHeaders.stamp(headers, "r-1/4", EVENT.type(), EVENT.source(), TIME);
        assertThat(headers.headers("ce_id")).hasSize(1);
        assertThat(CloudEventHeaders.read(headers).orElseThrow().id()).isEqualTo("r-1/4");
    }

    @Test
    void incompleteOrUnreadableHeadersAreNoEvent() {
        assertThat(CloudEventHeaders.read(new RecordHeaders())).isEmpty();
        assertThat(CloudEventHeaders.read(stamped().remove("ce_source"))).isEmpty();
        assertThat(readWith("ce_time", "yesterday")).isFalse();
        assertThat(readWith("ce_specversion", "0.3")).isFalse();
    }

    @Test
    void emptyAttributeIsRefused() {
        assertThatThrownBy(
                        () ->
                                CloudEventHeaders.stamp(
                                        new RecordHeaders(), "", "type", "source", TIME))
                .hasMessage("id: empty (expected: text)");
    }

    private static boolean readWith(String name, String value) {
        Headers headers = stamped().add(name, value.getBytes(UTF_8));
        return CloudEventHeaders.read(headers).isPresent();
    }

    private static Headers stamped() {
        Headers headers = new RecordHeaders();
        CloudEventHeaders.stamp(headers, EVENT.id(), EVENT.type(), EVENT.source(), EVENT.time());
        return headers;
    }
}
