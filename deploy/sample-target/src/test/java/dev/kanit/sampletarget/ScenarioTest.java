package dev.kanit.sampletarget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScenarioTest {

    private static final String LAG = "nodejs_eventloop_lag_p95_seconds{track=\"%s\"}";
    private static final double GIB = 1024.0 * 1024 * 1024;

    @Test
    void healthyCanaryStaysUnderOnePercentErrorsAndUnder200Millis() {
        try (TargetClient client = run(Scenario.HEALTHY, 100)) {
            assertThat(TargetClient.becomes(() -> client.canaryAnswers("200") > 1_500)).isTrue();

            double failed = client.canaryAnswers("500") + client.canaryAnswers("503");
            assertThat(failed / client.canaryAnswers("200")).isLessThan(0.01);
            assertThat(slowerThan(client, "0.2")).isLessThan(0.05);
            assertThat(client.sample("csp_violations_total{track=\"canary\"}")).isZero();
            assertThat(client.sample("risk_blocks_total{track=\"canary\"}")).isZero();
        }
    }

    @Test
    void halvesOfTheStableFleetShareItsRequestsEvenly() {
        try (TargetClient client = run(Scenario.HEALTHY, 10)) {
            assertThat(TargetClient.becomes(() -> answers(client, "baseline-a") > 1_000)).isTrue();
            assertThat(answers(client, "baseline-b"))
                    .isCloseTo(answers(client, "baseline-a"), withinPercentage(5));
        }
    }

    @Test
    void nothingIsWrongBeforeTheCanaryHasAQuarterOfTheTraffic() {
        try (SampleTarget target = SampleTarget.start(options(Scenario.ERRORS));
                TargetClient client = new TargetClient(target)) {
            client.weigh(24, 1);
            assertThat(TargetClient.becomes(() -> client.canaryAnswers("200") > 150)).isTrue();
            assertThat(target.firstFaultAt()).isEmpty();
            assertThat(client.canaryAnswers("503")).isZero();

            Instant before = Instant.now();
            client.weigh(25, 2);
            assertThat(TargetClient.becomes(() -> target.firstFaultAt().isPresent())).isTrue();
            assertThat(target.firstFaultAt().orElseThrow()).isAfterOrEqualTo(before);
        }
    }

    @Test
    void errorsBeginWithAStallThatFailsTogetherAndGoOnAtEightPercent() {
        try (TargetClient client = run(Scenario.ERRORS, 50)) {
            assertThat(TargetClient.becomes(() -> client.canaryAnswers("503") > 0)).isTrue();
            assertThat(TargetClient.becomes(() -> client.canaryAnswers("500") >= 40)).isTrue();
            double good = client.canaryAnswers("200");
            double bad = client.canaryAnswers("500");
            assertThat(bad / (good + bad)).isBetween(0.05, 0.09);
        }
    }

    @Test
    void errorsEndWithTheRollback() {
        try (TargetClient client = run(Scenario.ERRORS, 100)) {
            assertThat(TargetClient.becomes(() -> client.canaryAnswers("500") > 5)).isTrue();
            client.weigh(0, 2);
            assertThat(
                            TargetClient.becomes(
                                    () ->
                                            client.get("/kanit/verification")
                                                    .body()
                                                    .contains("\"backToBaseline\":true")))
                    .isTrue();
        }
    }

    @Test
    void latencyIsOver400MillisWhileTheCpuIsBusy() {
        try (TargetClient client = run(Scenario.LATENCY, 100)) {
            assertThat(TargetClient.becomes(() -> slowerThan(client, "0.4") > 0.5)).isTrue();
            double cpuBefore = client.sample("process_cpu_seconds_total{track=\"canary\"}");
            long before = System.nanoTime();
            assertThat(TargetClient.becomes(() -> System.nanoTime() - before > 300_000_000))
                    .isTrue();
            double cpu = client.sample("process_cpu_seconds_total{track=\"canary\"}") - cpuBefore;
            assertThat(cpu / ((System.nanoTime() - before) / 1e9)).isGreaterThan(0.7);
        }
    }

    @Test
    void correlatedBlocksOrdersAndFailsUnderTwoPercent() {
        try (TargetClient client = run(Scenario.CORRELATED, 50)) {
            assertThat(TargetClient.becomes(() -> client.canaryAnswers("500") >= 12)).isTrue();
            double bad = client.canaryAnswers("500");
            double all = bad + client.canaryAnswers("200") + client.canaryAnswers("422");
            assertThat(bad / all).isBetween(0.01, 0.02);
            assertThat(client.sample("risk_blocks_total{track=\"canary\"}")).isPositive();
            for (String track : List.of("baseline-a", "baseline-b")) {
                assertThat(lagRatio(client, track)).isBetween(1.03, 1.13);
                assertThat(pause(client, "canary") / pause(client, track)).isGreaterThan(1.03);
            }
        }
    }

    @Test
    void leakPasses2GibAndARestartEndsIt() {
        try (TargetClient client = run(Scenario.LEAK, 50)) {
            String rss = "process_resident_memory_bytes{track=\"canary\"}";
            assertThat(TargetClient.becomes(() -> client.sample(rss) > 2 * GIB)).isTrue();
            assertThat(client.sample("process_resident_memory_bytes{track=\"baseline-a\"}"))
                    .isLessThan(0.7 * GIB);
            client.order("POST", "/kanit/restart", "{\"generation\":2,\"actionId\":\"r/2\"}");
            assertThat(client.sample(rss)).isLessThan(0.7 * GIB);
        }
    }

    @Test
    void driftClimbsUnderTheLimitAndRecovers() {
        try (TargetClient client = run(Scenario.DRIFT, 50)) {
            assertThat(TargetClient.becomes(() -> lag(client, "canary") > 0.038)).isTrue();
            assertThat(lag(client, "canary")).isLessThan(0.050);
            assertThat(lagRatio(client, "baseline-b")).isBetween(1.02, 1.13);
            assertThat(TargetClient.becomes(() -> lag(client, "canary") < 0.015)).isTrue();
        }
    }

    @Test
    void blackoutTakesTheMetricsAndLeavesTheTraffic() {
        try (TargetClient client = run(Scenario.BLACKOUT, 25)) {
            assertThat(TargetClient.becomes(() -> client.scrape().statusCode() == 503)).isTrue();
            assertThat(client.get("/api/orders").statusCode()).isLessThan(500);
            client.weigh(0, 2);
            assertThat(client.scrape().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void stormReportsViolationsOnTheCanary() {
        try (TargetClient client = run(Scenario.STORM, 25)) {
            String violations = "csp_violations_total{track=\"canary\"}";
            assertThat(TargetClient.becomes(() -> client.sample(violations) > 5)).isTrue();
        }
    }

    private static double lag(TargetClient client, String track) {
        return client.sample(LAG.formatted(track));
    }

    /** The canary's lag over the track's, both of one scrape. */
    private static double lagRatio(TargetClient client, String track) {
        Map<String, Double> samples = client.samples();
        return samples.getOrDefault(LAG.formatted("canary"), Double.NaN)
                / samples.getOrDefault(LAG.formatted(track), Double.NaN);
    }

    private static double pause(TargetClient client, String track) {
        String metric = "nodejs_gc_duration_seconds_%s{track=\"" + track + "\"}";
        return client.sample(metric.formatted("sum")) / client.sample(metric.formatted("count"));
    }

    private static double answers(TargetClient client, String track) {
        return client.sample("http_requests_total{track=\"" + track + "\",status=\"200\"}");
    }

    /** The share of the canary's answers that took longer than the bucket's bound, in seconds. */
    private static double slowerThan(TargetClient client, String bound) {
        String series = "http_request_duration_seconds_bucket{track=\"canary\",le=\"%s\"}";
        return 1 - client.sample(series.formatted(bound)) / client.sample(series.formatted("+Inf"));
    }

    private static TargetClient run(Scenario scenario, double weightPercent) {
        TargetClient client = new TargetClient(SampleTarget.start(options(scenario)));
        client.weigh(weightPercent, 1);
        return client;
    }

    private static SampleTargetOptions options(Scenario scenario) {
        return SampleTargetOptions.of(scenario).atSpeed(600).atRequestsPerSecond(600);
    }
}
