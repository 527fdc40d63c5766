package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.measure.Track;
import org.junit.jupiter.api.Test;

/** What a tick's snapshots come to. */
final class OpenTickTest {

    private final JudgeLayout layout = Layouts.everything();
    private OpenTick open = OpenTick.empty(layout);

    @Test
    void gaugeIsTheMeanOfTheTicksReadings() {
        take(Snapshots.gauge(0, 100, 80));
        take(Snapshots.gauge(5, 140, 90));

        Tick tick = open.close(layout);
        assertThat(tick.value(Layouts.LATENCY, Track.CANARY)).isEqualTo(120);
        assertThat(tick.value(Layouts.LATENCY, Track.BASELINE)).isEqualTo(85);
        assertThat(tick.value(Layouts.LATENCY, Track.HALF_A)).isNaN();
    }

    @Test
    void nextTickOfAGaugeBeginsEmpty() {
        take(Snapshots.gauge(0, 100, 80));
        open = open.next(layout);

        assertThat(open.close(layout).value(Layouts.LATENCY, Track.CANARY)).isNaN();
    }

    @Test
    void readingsThatAreNoNumberAreLeftOut() {
        take(Snapshots.gauge(0, 100, 80));
        take(Snapshots.gauge(5, Double.NaN, Double.POSITIVE_INFINITY));

        assertThat(open.close(layout).value(Layouts.LATENCY, Track.CANARY)).isEqualTo(100);
        assertThat(open.close(layout).value(Layouts.LATENCY, Track.BASELINE)).isEqualTo(80);
    }

    @Test
    void countsAreWhatTheTotalsRoseByWithinTheTick() {
        take(Snapshots.totals(0, 10, 1000));
        open = open.next(layout);
        take(Snapshots.totals(10, 12, 1100));
        take(Snapshots.totals(15, 15, 1250));

        assertThat(canary()).isEqualTo(new Events(5, 250));
    }

    @Test
    void firstTotalsEverAreNoEvents() {
        take(Snapshots.totals(0, 10, 1000));

        assertThat(canary()).isEqualTo(Events.NONE);
    }

    @Test
    void totalsThatFallBackGiveNoEventsAndTheNextTickCountsFromThere() {
        take(Snapshots.totals(0, 10, 1000));
        open = open.next(layout);
        take(Snapshots.totals(10, 1, 40));
        assertThat(canary()).isEqualTo(Events.NONE);

        open = open.next(layout);
        take(Snapshots.totals(20, 3, 90));
        assertThat(canary()).isEqualTo(new Events(2, 50));
    }

    @Test
    void moreBadEventsThanRequestsCountAsTheyAre() {
        take(Snapshots.totals(0, 10, 1000));
        open = open.next(layout);
        take(Snapshots.totals(10, 2010, 1100));

        assertThat(canary()).isEqualTo(new Events(2000, 100));
    }

    @Test
    void storedTickIsTheSameTick() {
        Snapshots snapshots = new Snapshots(1);
        take(snapshots.next(0, 1));
        open = open.next(layout);
        take(snapshots.next(10, 1));
        OpenTick again = OpenTick.of(open.toArray());

        assertThat(again.toArray()).isEqualTo(open.toArray()).hasSize(layout.openSize());
        assertThat(again.close(layout).events(Layouts.ERRORS, Track.HALF_B))
                .isEqualTo(open.close(layout).events(Layouts.ERRORS, Track.HALF_B));
    }

    private void take(Snapshot snapshot) {
        open = open.with(layout, snapshot);
    }

    private Events canary() {
        return open.close(layout).events(Layouts.ERRORS, Track.CANARY);
    }
}
