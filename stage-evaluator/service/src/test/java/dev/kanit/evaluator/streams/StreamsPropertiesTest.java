package dev.kanit.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

final class StreamsPropertiesTest {

    @Test
    void standbysAndSecurityReachStreamsAndTheGuaranteesCannotBeOverruled() {
        StreamsConfig config = new StreamsConfig(StreamsProperties.of(settings(1)));

        assertThat(config.getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG)).isEqualTo(1);
        assertThat(config.originals()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
                .isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
    }

    @Test
    void moreStandbysThanTwoAreRefused() {
        assertThatThrownBy(() -> settings(3)).hasMessage("standbys: 3 (expected: 0 to 2)");
    }

    private static EvaluatorSettings settings(int standbys) {
        return new EvaluatorSettings(
                "localhost:9092",
                URI.create("http://localhost:8081"),
                Path.of("state"),
                1,
                1,
                standbys,
                Optional.empty(),
                Duration.ofMillis(100),
                Map.of(
                        "security.protocol",
                        "SASL_SSL",
                        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                        StreamsConfig.AT_LEAST_ONCE));
    }
}
