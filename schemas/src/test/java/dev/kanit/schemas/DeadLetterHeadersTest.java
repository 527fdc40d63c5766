package dev.kanit.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class DeadLetterHeadersTest {

    @Test
    void letterSaysWhyAndWhereFromBesideTheHeadersThatItHad() {
        Headers headers = new RecordHeaders().add("ce_id", "x".getBytes(UTF_8));

        DeadLetterHeaders.because(headers, "stage-evaluator", "TRUNCATED", "d".repeat(5_000));
        DeadLetterHeaders.from(headers, "rollout.signals", 3, 42);

        assertThat(headers.toArray())
                .extracting(header -> header.key())
                .containsExactly(
                        "ce_id",
                        "kanit.dead-letter.reader",
                        "kanit.dead-letter.reason",
                        "kanit.dead-letter.detail",
                        "kanit.dead-letter.topic",
                        "kanit.dead-letter.partition",
                        "kanit.dead-letter.offset");
        assertThat(DeadLetterHeaders.read(headers, DeadLetterHeaders.DETAIL).orElseThrow())
                .hasSize(DeadLetterHeaders.MAX_DETAIL);
        assertThat(DeadLetterHeaders.read(headers, DeadLetterHeaders.OFFSET)).hasValue("42");
    }
}
