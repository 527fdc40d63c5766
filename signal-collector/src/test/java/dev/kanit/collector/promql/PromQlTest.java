package dev.kanit.collector.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kanit.collector.promql.Evaluated.Element;
import dev.kanit.collector.promql.Evaluated.Failed;
import dev.kanit.collector.promql.Evaluated.Scalar;
import dev.kanit.collector.promql.Evaluated.Vector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PromQlTest {

    private static final Map<String, String> CANARY = Map.of("track", "canary");
    private static final Map<String, String> BASELINE = Map.of("track", "baseline");

    /** Samples at 0, 10, 20 … seconds; queries are evaluated at 60 s unless they say otherwise. */
    private static final List<ListedSeries> SERIES =
            List.of(
                    ListedSeries.of("up", CANARY, 0, 10_000, 1, 1, 1, 1, 1, 1, 3),
                    ListedSeries.of("up", BASELINE, 0, 10_000, 1, 1, 1, 1, 1, 1, 5),
                    ListedSeries.of("hits", CANARY, 0, 10_000, 100, 110, 120, 130, 140, 150, 160),
                    ListedSeries.of("reset", CANARY, 0, 10_000, 100, 110, 120, 10, 20, 30, 40),
                    ListedSeries.of("young", CANARY, 30_000, 10_000, 0, 10, 20, 30),
                    ListedSeries.of("jump", CANARY, 40_000, 10_000, 1_000, 2_000, 2_010),
                    ListedSeries.of("single", CANARY, 50_000, 10_000, 7),
                    ListedSeries.of("gone", CANARY, 0, 10_000, 1, 1, 1, 1, Series.STALE),
                    ListedSeries.of("same", CANARY, 50_000, 10_000, 1, 1),
                    ListedSeries.of("same", CANARY, 50_000, 10_000, 2, 2),
                    bucket("0.1", 0, 10),
                    bucket("0.2", 0, 90),
                    bucket("0.4", 0, 100),
                    bucket("+Inf", 0, 100));

    private static ListedSeries bucket(String le, double first, double last) {
        return ListedSeries.of("t_bucket", Map.of("le", le), 50_000, 10_000, first, last);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1 + 2 * 3                                           | 7
                    (1 + 2) * 3                                         | 9
                    8 / 2 / 2                                           | 2
                    7 - 2 - 1                                           | 4
                    -2 * 3                                              | -6
                    .5 + 1e2                                            | 100.5
                    scalar(up{track="canary"})                          | 3
                    scalar(vector(4)) + 1                               | 5
                    scalar(sum(up))                                     | 8
                    scalar(max(up))                                     | 5
                    scalar(min(up))                                     | 3
                    scalar(avg(up))                                     | 4
                    scalar(count(up))                                   | 2
                    scalar(sum(up{track=~"can.*"}))                     | 3
                    scalar(sum(up{track!~"can.*"}))                     | 5
                    scalar(sum(up{track!="canary"}))                    | 5
                    scalar(sum(up{track=~"can"}) or vector(9))          | 9
                    scalar(sum(up{absent="",track='canary'}))           | 3
                    scalar(sum(up - up))                                | 0
                    scalar(sum by (track) (up{track="canary"}))         | 3
                    scalar(sum (up{track="canary"}) by (track,))        | 3
                    scalar(2 * sum(up))                                 | 16
                    scalar(rate(hits[1m]))                              | 1
                    scalar(increase(hits[60000ms]))                     | 60
                    scalar(rate(reset[60s]))                            | 1
                    scalar(sum(t_bucket{le="0.1"}) / sum(up))           | 1.25
                    """)
    void hasPrometheusResult(String query, double expected) {
        assertThat(scalar(query)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void counterIsNotExtendedToBeforeItWasZero() {
        // 30 s of growth from 0, and a range that begins 30 s before: nothing is added there.
        assertThat(scalar("scalar(increase(young[60s]))")).isCloseTo(30, within(1e-9));
    }

    @Test
    void growthNeedsTwoSamples() {
        assertThat(vector("rate(single[60s])")).isEmpty();
    }

    @Test
    void rangeIsOpenOnTheLeft() {
        // The jump from 40 s to 50 s is outside of (40 s, 60 s]: its sample at 40 s is not in it.
        assertThat(scalar("scalar(increase(jump[20s]))")).isCloseTo(20, within(1e-9));
    }

    @Test
    void endedSeriesIsNotSeenThoughItsSamplesAreYoungEnough() {
        assertThat(vector("gone")).isEmpty();
        assertThat(scalar("scalar(increase(gone[60s]))")).isZero();
    }

    @Test
    void selectorLooksBackOnlySoFar() {
        assertThat(((Vector) evaluate("single", 99_999)).elements()).hasSize(1);
        assertThat(((Vector) evaluate("single", 100_000)).elements()).isEmpty();
    }

    @Test
    void quantileIsLinearWithinItsBucket() {
        assertThat(scalar("scalar(histogram_quantile(0.5, t_bucket))"))
                .isCloseTo(0.1 + 0.1 * 40 / 80, within(1e-9));
        assertThat(scalar("scalar(histogram_quantile(0.95, t_bucket))"))
                .isCloseTo(0.3, within(1e-9));
        assertThat(scalar("scalar(histogram_quantile(0.05, t_bucket))"))
                .isCloseTo(0.05, within(1e-9));
        assertThat(scalar("scalar(histogram_quantile(2, t_bucket))"))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void quantileOfNothingIsNotANumber() {
        assertThat(scalar("scalar(histogram_quantile(0.95, 0 * t_bucket))")).isNaN();
        assertThat(scalar("scalar(histogram_quantile(0.95, t_bucket{le!=\"+Inf\"}))")).isNaN();
    }

    @Test
    void arithmeticAndRateDropTheMetricsName() {
        assertThat(vector("rate(hits[1m])").getFirst().labels()).isEqualTo(Labels.of(CANARY));
        assertThat(vector("hits * 2").getFirst().labels()).isEqualTo(Labels.of(CANARY));
        assertThat(vector("hits").getFirst().labels().get(Labels.NAME)).isEqualTo("hits");
    }

    @Test
    void twoSeriesWithTheSameLabelsOnOneSideAreRefused() {
        assertThat(evaluate("up * (hits or vector(1))", 60_000)).isInstanceOf(Vector.class);
        assertThat(evaluate("same * up", 60_000))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.why()).contains("left side"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "up{",
                "up{track=canary}",
                "up[5m]",
                "rate(up)",
                "rate(up[5m]) > 1",
                "up offset 5m",
                "sum without (track) (up)",
                "irate(up[5m])",
                "rate(up[5m:1m])",
                "1 or 2",
                "histogram_quantile(0.9)",
                "up{track=~\"(\"}",
                "up up",
                "{track=\"canary\"}",
                "up[0s]",
                "5m"
            })
    void whatIsNotOfTheSubsetIsRefusedAndSaysWhatWasExpected(String query) {
        assertThat(PromQl.parse(query))
                .isInstanceOfSatisfying(
                        Parsed.Malformed.class,
                        malformed -> assertThat(malformed.why()).contains("expected"));
    }

    @Test
    void deepNestingIsRefused() {
        String query = "(".repeat(5_000) + "1" + ")".repeat(4_999);
        assertThat(PromQl.parse(query)).isInstanceOf(Parsed.Malformed.class);
    }

    private static double scalar(String query) {
        Evaluated result = evaluate(query, 60_000);
        assertThat(result).as(query).isInstanceOf(Scalar.class);
        return ((Scalar) result).value();
    }

    private static List<Element> vector(String query) {
        return ((Vector) evaluate(query, 60_000)).elements();
    }

    private static Evaluated evaluate(String query, long atMillis) {
        return switch (PromQl.parse(query)) {
            case Parsed.Malformed(String why) -> new Failed(why);
            case Parsed.Query(Expression expression) ->
                    PromQl.evaluate(
                            expression,
                            metric ->
                                    SERIES.stream()
                                            .filter(
                                                    one ->
                                                            one.labels()
                                                                    .get(Labels.NAME)
                                                                    .equals(metric))
                                            .toList(),
                            Instant.ofEpochMilli(atMillis),
                            Duration.ofSeconds(50));
        };
    }
}
