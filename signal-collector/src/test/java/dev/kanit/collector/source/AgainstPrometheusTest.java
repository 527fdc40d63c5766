package dev.kanit.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.Source;
import dev.kanit.collector.promql.Evaluated;
import dev.kanit.collector.promql.Expression;
import dev.kanit.collector.promql.Labels;
import dev.kanit.collector.promql.Parsed;
import dev.kanit.collector.promql.PromQl;
import dev.kanit.collector.promql.Series;
import dev.kanit.collector.round.Observation;
import dev.kanit.collector.round.Round;
import dev.kanit.sampletarget.SampleTarget;
import dev.kanit.sampletarget.SampleTargetOptions;
import dev.kanit.sampletarget.Scenario;
import dev.kanit.wire.Absence;
import dev.kanit.wire.SignalReading;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Prometheus server says, and whether the collector says the same. */
final class AgainstPrometheusTest {

    private static final Duration WINDOW = Duration.ofSeconds(3);

    @TempDir static Path directory;
    private static SampleTarget target;
    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue(
                PrometheusServer.isInstalled(),
                "skipped: no prometheus on the PATH (apt-get install prometheus)");
        target =
                SampleTarget.start(SampleTargetOptions.of(Scenario.STORM).atRequestsPerSecond(500));
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(target.routerUri().resolve("/kanit/weight"))
                            .PUT(
                                    HttpRequest.BodyPublishers.ofString(
                                            "{\"weightPercent\":25,\"generation\":1,"
                                                    + "\"actionId\":\"a\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
        prometheus = PrometheusServer.start(directory, target.metricsUri());
        prometheus.awaitMoreThan(
                24, "min(count_over_time(http_requests_total{track=\"canary\"}[30s]))");
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (target != null) {
            target.close();
        }
    }

    @Test
    void everyQuestionOfPlanAHasANumber() throws InterruptedException {
        CollectionPlan plan = PlanA.from(source("${PROMETHEUS_URL}"), WINDOW);
        try (PrometheusSource source = open("${PROMETHEUS_URL}")) {
            Map<String, Observation> answers = source.ask(Round.questions(plan), Instant.now());
            assertThat(answers).hasSizeGreaterThan(60);
            assertThat(answers.values()).hasOnlyElementsOfType(Observation.Value.class);
            assertThat(Round.readings(plan, answers))
                    .filteredOn(reading -> reading.getSignal().equals("http_5xx_ratio"))
                    .singleElement()
                    .extracting(SignalReading::getTracks)
                    .satisfies(
                            tracks -> {
                                assertThat(tracks.getCanaryTotal()).isGreaterThan(100);
                                assertThat(tracks.getHalfATotal() + tracks.getHalfBTotal())
                                        .isEqualTo(tracks.getBaselineTotal());
                            });
            assertThat(Round.readings(plan, answers))
                    .filteredOn(reading -> reading.getSignal().equals("api_p95"))
                    .singleElement()
                    .satisfies(
                            p95 -> {
                                assertThat(p95.getCanary()).isBetween(100.0, 200.0);
                                assertThat(p95.getBaseline()).isBetween(100.0, 200.0);
                                assertThat(p95.getSamples()).isGreaterThan(100);
                            });
        }
    }

    @Test
    void theSubsetSaysTheSameOnTheSameSamples() throws IOException, InterruptedException {
        Set<String> questions =
                new LinkedHashSet<>(Round.questions(PlanA.from(source("http://x"), WINDOW)));
        questions.addAll(
                List.of(
                        "count(http_requests_total)",
                        "avg(rate(http_request_duration_seconds_bucket[2500ms]))",
                        "min(increase(http_requests_total[2s]))",
                        "sum(http_requests_total{status!~\"[45]..\"} or up)",
                        "count(sum by (track, status) (http_requests_total) - http_requests_total)",
                        "scalar(sum(up)) / 3 - + 1",
                        "histogram_quantile(0.5, sum(rate(ws_message_age_seconds_bucket[2s])) by (le))",
                        "sum(rate(no_such_metric[1m])) or vector(0)",
                        "max(rate(nodejs_gc_duration_seconds_count[1500ms]) / 0)",
                        "sum(no_such_metric)"));
        long atMillis = System.currentTimeMillis() - 300;
        List<Series> samples = prometheus.samples("30s", atMillis);
        atMillis = awayFromEdges(samples, atMillis);
        Instant at = Instant.ofEpochMilli(atMillis);
        try (PrometheusSource source = open("${PROMETHEUS_URL}")) {
            Map<String, Observation> theirs = source.ask(questions, at);
            for (String question : questions) {
                Observation ours = evaluate(question, samples, at);
                Observation expected = theirs.get(question);
                if (expected instanceof Observation.Value(double value)) {
                    assertThat(ours)
                            .as(question)
                            .isInstanceOfSatisfying(
                                    Observation.Value.class,
                                    our ->
                                            assertThat(our.value())
                                                    .as(question)
                                                    .isCloseTo(
                                                            value,
                                                            within(1e-9 * (1 + Math.abs(value)))));
                } else {
                    assertThat(ours).as(question).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void severalElementsAreNoValue() throws InterruptedException {
        try (PrometheusSource source = open("${PROMETHEUS_URL}")) {
            assertThat(source.ask(Set.of("http_requests_total"), Instant.now()))
                    .containsValue(Observation.absent(Absence.NO_DATA));
        }
    }

    @Test
    void brokenQueryIsAnErrorOfTheProvider() throws InterruptedException {
        try (PrometheusSource source = open("${PROMETHEUS_URL}")) {
            assertThat(source.ask(Set.of("sum("), Instant.now()))
                    .containsValue(Observation.absent(Absence.PROVIDER_DOWN));
        }
    }

    /** Prometheus 2 counts a sample on the left edge of a range, Prometheus 3 and we do not. */
    private static long awayFromEdges(List<Series> samples, long atMillis) {
        for (long at = atMillis; at > atMillis - 100; at--) {
            if (!anyAt(samples, at)
                    && !anyAt(samples, at - 3_000)
                    && !anyAt(samples, at - 2_500)
                    && !anyAt(samples, at - 2_000)
                    && !anyAt(samples, at - 1_500)) {
                return at;
            }
        }
        throw new AssertionError("no moment without a sample on an edge");
    }

    private static boolean anyAt(List<Series> samples, long millis) {
        for (Series series : samples) {
            for (int i = 0; i < series.size(); i++) {
                if (series.timeMillis(i) == millis) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Observation evaluate(String question, List<Series> samples, Instant at) {
        if (!(PromQl.parse(question) instanceof Parsed.Query(Expression expression))) {
            throw new AssertionError(question + ": " + PromQl.parse(question));
        }
        Evaluated evaluated =
                PromQl.evaluate(
                        expression,
                        metric ->
                                samples.stream()
                                        .filter(s -> s.labels().get(Labels.NAME).equals(metric))
                                        .toList(),
                        at,
                        Duration.ofMinutes(5));
        return switch (evaluated) {
            case Evaluated.Scalar(double value) -> Observation.of(value);
            case Evaluated.Vector(var elements) when elements.isEmpty() ->
                    Observation.absent(Absence.NO_DATA);
            case Evaluated.Vector(var elements) -> {
                assertThat(elements).as(question).hasSize(1);
                yield Observation.of(elements.getFirst().value());
            }
            case Evaluated.Failed(String why) -> throw new AssertionError(question + ": " + why);
        };
    }

    private static PrometheusSource open(String url) {
        return new PrometheusSource(
                source(url), new Placeholders(Map.of("PROMETHEUS_URL", uri().toString())));
    }

    private static URI uri() {
        return prometheus.uri();
    }

    private static Source.Prometheus source(String url) {
        return new Source.Prometheus(
                url, Duration.ofMillis(200), Duration.ofSeconds(5), PlanA.tracks());
    }
}
