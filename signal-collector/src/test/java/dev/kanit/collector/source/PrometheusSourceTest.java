package dev.kanit.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.codec.plan.Source;
import dev.kanit.codec.plan.Tracks;
import dev.kanit.collector.round.Observation;
import dev.kanit.wire.Absence;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a Prometheus server fails is an absence with its reason. */
final class PrometheusSourceTest {

    private final FakeHttp server = new FakeHttp();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    200 | {"status":"success","data":{"resultType":"vector","result":[]}} | NO_DATA
                    200 | {"status":"success","data":{"resultType":"vector","result":[{"value":[1,"NaN"]}]}} | NOT_A_NUMBER
                    200 | {"status":"success","data":{"resultType":"vector","result":[{"value":[1,"+Inf"]}]}} | NOT_A_NUMBER
                    200 | {"status":"success","data":{"resultType":"vector","result":[{"value":[1,"1"]},{"value":[1,"2"]}]}} | NO_DATA
                    200 | {"status":"success","data":{"resultType":"matrix","result":[]}} | PROVIDER_DOWN
                    200 | {"status":"error","errorType":"execution","error":"too many"} | PROVIDER_DOWN
                    200 | <html>proxy</html> | PROVIDER_DOWN
                    503 | unavailable | PROVIDER_DOWN
                    302 | moved | PROVIDER_DOWN
                    """)
    void answerWithoutAValueHasItsReason(int status, String body, Absence expected)
            throws InterruptedException {
        server.status = status;
        server.body = body;
        assertThat(ask("q")).isEqualTo(Map.of("q", Observation.absent(expected)));
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void vectorOfOneAndScalarAreValues() throws InterruptedException {
        server.body = one("vector", "[{\"value\":[1,\"1.5\"]}]");
        assertThat(ask("q")).containsValue(Observation.of(1.5));
        server.body = one("scalar", "[1,\"-2\"]");
        assertThat(ask("q")).containsValue(Observation.of(-2));
    }

    @Test
    void silentServerTimesOutTheWholeRoundAtOnce() throws InterruptedException {
        server.silent = true;
        Set<String> questions =
                IntStream.range(0, 40).mapToObj(i -> "q" + i).collect(Collectors.toSet());
        long before = System.nanoTime();
        Map<String, Observation> answers;
        try (PrometheusSource source = source(server.uri().toString())) {
            answers = source.ask(questions, Instant.now());
        }
        assertThat(answers).hasSize(40);
        assertThat(answers.values()).containsOnly(Observation.absent(Absence.TIMED_OUT));
        // Forty questions, eight at a time, would need five limits one after the other.
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void unreachableServerIsDown() throws InterruptedException {
        server.close();
        assertThat(ask("q")).containsValue(Observation.absent(Absence.PROVIDER_DOWN));
    }

    @Test
    void answerOverTheLimitIsDown() throws InterruptedException {
        server.body = one("scalar", "[1,\"1\"]") + " ".repeat(2 << 20);
        assertThat(ask("q")).containsValue(Observation.absent(Absence.PROVIDER_DOWN));
    }

    @Test
    void placeholderWithoutAValueIsRefusedByName() {
        assertThatThrownBy(() -> source("${NOWHERE}"))
                .hasMessageContaining("${NOWHERE} has no value (expected: set");
        assertThatThrownBy(() -> source("file:///etc/passwd")).hasMessageContaining("expected");
    }

    private Map<String, Observation> ask(String question) throws InterruptedException {
        try (PrometheusSource source = source("${URL}/")) {
            return source.ask(Set.of(question), Instant.now());
        }
    }

    private PrometheusSource source(String url) {
        return new PrometheusSource(
                new Source.Prometheus(
                        url, Duration.ofMillis(100), Duration.ofMillis(500), Tracks.USUAL),
                new Placeholders(Map.of("URL", server.uri().toString())));
    }

    private static String one(String type, String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"%s\",\"result\":%s}}"
                .formatted(type, result);
    }
}
