package dev.kanit.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.SignalQuery;
import dev.kanit.codec.plan.Source;
import dev.kanit.codec.plan.TrackQuery;
import dev.kanit.codec.plan.Tracks;
import dev.kanit.collector.round.Observation;
import dev.kanit.wire.Absence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ScrapeSourceTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeHttp target = new FakeHttp();
    private final ScrapeSource source = source(target.uri().toString());

    @AfterEach
    void stop() {
        source.close();
        target.close();
    }

    @Test
    void rateIsThatOfTheScrapedSamples() throws InterruptedException {
        for (int second = 0; second <= 10; second++) {
            target.body = "hits_total{track=\"canary\"} " + (1000 + 5 * second) + "\n";
            ask("sum(hits_total)", second);
        }
        assertThat(value("sum(rate(hits_total{track=\"canary\"}[10s]))", 10))
                .isCloseTo(5, within(1e-9));
    }

    @Test
    void baselineIsBothHalvesAndEachHalfCanBeAsked() throws InterruptedException {
        target.body =
                """
                hits_total{track="canary",status="500"} 1
                hits_total{track="baseline-a",status="200"} 20
                hits_total{track="baseline-b",status="200"} 30
                """;
        assertThat(value("sum(hits_total{track=~\"baseline-a|baseline-b\"})", 0)).isEqualTo(50);
        assertThat(value("sum(hits_total{track=~\"baseline-b\"})", 1)).isEqualTo(30);
        String bad = "sum(hits_total{track=~\"%s\",status=~\"5..\"}) or vector(0)";
        assertThat(value(bad.formatted("baseline-a|baseline-b"), 2)).isZero();
        assertThat(value(bad.formatted("canary"), 3)).isEqualTo(1);
    }

    @Test
    void samplesAreKeptForTheLongestComparison() throws InterruptedException {
        for (int second = 0; second <= 60; second++) {
            target.body = "hits_total " + 5 * second + "\n";
            ask("sum(hits_total)", second);
        }
        assertThat(value("sum(increase(hits_total[30s]))", 60)).isCloseTo(150, within(1e-9));
    }

    @Test
    void seriesThatItsTargetDropsEndsAtOnce() throws InterruptedException {
        target.body = "a 1\nb 2\n";
        assertThat(ask("a", 0)).isEqualTo(Observation.of(1));
        target.body = "b 2\n";
        assertThat(ask("a", 1)).isEqualTo(Observation.absent(Absence.NO_DATA));
        target.body = "a 3\nb 2\n";
        assertThat(ask("a", 2)).isEqualTo(Observation.of(3));
    }

    @Test
    void failingTargetIsDownWhateverWasKept() throws InterruptedException {
        target.body = "a 1\n";
        assertThat(ask("a", 0)).isEqualTo(Observation.of(1));
        target.status = 503;
        assertThat(ask("a", 1)).isEqualTo(Observation.absent(Absence.PROVIDER_DOWN));
        target.status = 200;
        assertThat(ask("a", 2)).isEqualTo(Observation.of(1));
    }

    @Test
    void silentTargetTimesOut() throws InterruptedException {
        target.silent = true;
        assertThat(ask("a", 0)).isEqualTo(Observation.absent(Absence.TIMED_OUT));
    }

    @Test
    void scrapeWithAnUnreadableLineIsNoScrape() throws InterruptedException {
        target.body = "a 1\nb{x=\"1\" 2\n";
        assertThat(ask("a", 0)).isEqualTo(Observation.absent(Absence.PROVIDER_DOWN));
    }

    @Test
    void labelsWithEscapesAndTimeStampsAreRead() throws InterruptedException {
        target.body = "# HELP a x\na{p=\"C:\\\\x\\\"y\\n\",q=\"\"} +Inf 1700000000000\nb 4\n";
        assertThat(ask("a", 0)).isEqualTo(Observation.absent(Absence.NOT_A_NUMBER));
        assertThat(ask("sum(b) / count(a{p=~\"C:.*\"})", 1)).isEqualTo(Observation.of(4));
    }

    @Test
    void severalElementsAreNoValue() throws InterruptedException {
        target.body = "a{x=\"1\"} 1\na{x=\"2\"} 1\n";
        assertThat(ask("a", 0)).isEqualTo(Observation.absent(Absence.NO_DATA));
    }

    private double value(String question, int second) throws InterruptedException {
        assertThat(ask(question, second)).isInstanceOf(Observation.Value.class);
        return ((Observation.Value) ask(question, second)).value();
    }

    private Observation ask(String question, int second) throws InterruptedException {
        return source.ask(Set.of(question), T0.plusSeconds(second)).values().iterator().next();
    }

    private static ScrapeSource source(String url) {
        Source.Scrape scrape =
                new Source.Scrape(
                        List.of(url), Duration.ofSeconds(1), Duration.ofMillis(400), Tracks.USUAL);
        SignalQuery longest =
                new SignalQuery(
                        "s",
                        "a",
                        Optional.empty(),
                        Duration.ofSeconds(10),
                        Optional.of(new TrackQuery.Ratio(Duration.ofSeconds(30))));
        return ScrapeSource.of(
                scrape, new CollectionPlan(scrape, List.of(longest)), new Placeholders(Map.of()));
    }
}
