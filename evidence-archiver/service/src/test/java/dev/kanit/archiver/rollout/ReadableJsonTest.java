package dev.kanit.archiver.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kanit.archiver.report.SparkRollout;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.wire.InputSpan;
import dev.kanit.wire.RolloutDecision;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadableJsonTest {

    @Test
    void aDecisionComesBackAsItWas() {
        RolloutDecision decision =
                RolloutDecision.newBuilder(SparkRollout.rolledBack("r").get(1))
                        .setBreachedAt(Instant.ofEpochMilli(1_700_000_000_123L))
                        .setPreviousDigest(ByteBuffer.wrap(new byte[] {1, -1}))
                        .setInputs(
                                List.of(
                                        InputSpan.newBuilder()
                                                .setTopic("rollout.signals")
                                                .setPartition(1)
                                                .setFirstOffset(3)
                                                .setLastOffset(9)
                                                .setCount(4)
                                                .setMerkleRoot(ByteBuffer.wrap(new byte[32]))
                                                .build()))
                        .build();

        assertThat(ReadableJson.read(ReadableJson.write(decision), RolloutDecision.class))
                .isEqualTo(decision);
        assertThat(ReadableJson.write(decision).path("decidedAt").asText())
                .isEqualTo("2026-03-02T10:10:00Z");
    }

    @Test
    void aMissingFieldIsNamed() {
        assertThatThrownBy(
                        () ->
                                ReadableJson.read(
                                        JsonNodeFactory.instance.objectNode(),
                                        RolloutDecision.class))
                .hasMessage("RolloutDecision.rolloutId: missing (expected: a value)");
    }

    @Test
    void aRolloutIdThatLeavesItsDirectoryIsNone() {
        for (String key : List.of("../evil", "a/b", "..", "", ".hidden", "x".repeat(201))) {
            assertThat(RolloutId.of(keyed(key))).as(key).isEmpty();
        }
        assertThat(RolloutId.of(keyed("spark-v1.4.0_2"))).isPresent();
    }

    private static Entry.Kept keyed(String key) {
        return new Entry.Kept(
                0,
                0,
                Entry.Bytes.of(key.getBytes(StandardCharsets.UTF_8)),
                Entry.Bytes.of(null),
                List.of());
    }
}
