package dev.kanit.sampletarget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ExpositionTest {

    private static final Path PLAN = Path.of("../plans/spark-v1.4.0.yaml");

    private final TargetClient client =
            new TargetClient(
                    SampleTarget.start(
                            SampleTargetOptions.of(Scenario.HEALTHY).atRequestsPerSecond(0)));

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void everyLineIsPrometheusText() {
        assertThat(client.scrape().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version="));
        assertThat(client.scrape().body().lines())
                .isNotEmpty()
                .allMatch(
                        line ->
                                line.matches("# (HELP|TYPE) [a-z0-9_]+ .+")
                                        || line.matches(
                                                "[a-z0-9_]+(\\{[a-z]+=\"[^\"]*\""
                                                        + "(,[a-z]+=\"[^\"]*\")*})? [0-9.E+-]+"));
    }

    @Test
    void healthyHalvesDifferByNoiseAlone() {
        for (String metric :
                Set.of("nodejs_eventloop_lag_p95_seconds", "process_resident_memory_bytes")) {
            Map<String, Double> samples = client.samples();
            double one = samples.getOrDefault(metric + "{track=\"baseline-a\"}", Double.NaN);
            double other = samples.getOrDefault(metric + "{track=\"baseline-b\"}", Double.NaN);
            assertThat(one).isNotEqualTo(other).isCloseTo(other, withinPercentage(5));
        }
    }

    @Test
    void everyMetricOfThePlanIsThereFromTheStartForEachTrack() throws IOException {
        Set<String> series = client.samples().keySet();
        String plan = Files.readString(PLAN);
        Set<String> tracked = new TreeSet<>();
        Pattern.compile("([a-z][a-z0-9_]+)\\{track=")
                .matcher(plan)
                .results()
                .forEach(found -> tracked.add(found.group(1)));
        assertThat(tracked).hasSizeGreaterThan(10);
        for (String metric : tracked) {
            for (String track : Set.of("canary", "baseline-a", "baseline-b")) {
                assertThat(series)
                        .anyMatch(name -> name.startsWith(metric + "{track=\"" + track + "\""));
            }
        }
        Set<String> shared =
                Pattern.compile("(?:sum|max)\\((p[a-z_]+|outbox[a-z_]+|idempotency_keys[a-z_]+)")
                        .matcher(plan)
                        .results()
                        .map(found -> found.group(1))
                        .filter(metric -> !tracked.contains(metric))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shared).hasSize(7);
        assertThat(shared)
                .allMatch(metric -> series.stream().anyMatch(name -> name.startsWith(metric)));
    }
}
