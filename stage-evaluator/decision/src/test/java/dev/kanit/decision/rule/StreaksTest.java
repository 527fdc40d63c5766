package dev.kanit.decision.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.measure.Measurements;
import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.rollout.Plans;
import org.junit.jupiter.api.Test;

/** The trigger under test: latency above 400 ms for one minute, a look every ten seconds. */
final class StreaksTest {

    private static final int TRIGGER = 0;

    private final Rulebook rules = Plans.small();
    private Measurements measured = Measurements.none(rules.layout(), 0);
    private Streaks streaks = Streaks.none(rules.triggers().size());
    private long now;

    @Test
    void firesOnTheMillisecondWhenItsTimeIsOver() {
        bad(10_000, 20_000, 30_000, 40_000, 50_000, 60_000);
        assertThat(fires()).isFalse();
        bad(69_999);
        assertThat(fires()).as("59.999 s").isFalse();
        bad(70_000);
        assertThat(fires()).as("60 s").isTrue();
    }

    @Test
    void firesOncePerStreak() {
        bad(10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000);
        streaks = streaks.markedFired(TRIGGER);
        bad(80_000);
        assertThat(fires()).isFalse();

        look(90_000, 100);
        bad(100_000, 110_000, 120_000, 130_000, 140_000, 150_000, 160_000);

        assertThat(fires()).as("a new streak").isTrue();
    }

    @Test
    void oneGoodLookBreaksIt() {
        bad(10_000, 20_000, 30_000, 40_000, 50_000, 60_000);
        look(70_000, 400);
        assertThat(streaks.sinceMillis(TRIGGER)).isEqualTo(Streaks.NONE);
        bad(80_000);
        assertThat(streaks.sinceMillis(TRIGGER)).isEqualTo(80_000);
    }

    @Test
    void gapUpToTheStaleLimitDoesNotBreakIt() {
        bad(10_000, 20_000);
        gap(30_000);
        gap(40_000);
        bad(50_000);
        assertThat(streaks.sinceMillis(TRIGGER)).isEqualTo(10_000);
    }

    @Test
    void gapBeyondTheStaleLimitBreaksIt() {
        bad(10_000, 20_000);
        gap(30_000);
        gap(40_000);
        gap(50_000);
        bad(50_001);
        assertThat(streaks.sinceMillis(TRIGGER)).isEqualTo(50_001);
    }

    @Test
    void slowCollectorDoesNotDisarmTheTrigger() {
        bad(10_000, 30_000, 50_000, 70_000);
        assertThat(fires()).isTrue();
    }

    /** Seven looks in a minute; 80 % of them are 5.6. */
    @Test
    void firesWithOneLookInSevenMissing() {
        bad(10_000, 20_000, 30_000);
        gap(40_000);
        bad(50_000, 60_000, 70_000);
        assertThat(fires()).isTrue();
    }

    @Test
    void waitsUntilFourFifthsOfTheLooksWereJudged() {
        bad(10_000, 20_000, 30_000);
        gap(40_000);
        gap(50_000);
        bad(60_000, 70_000);
        assertThat(fires()).as("5 looks of 7").isFalse();
        bad(80_000);
        assertThat(fires()).as("6 looks of 8").isFalse();
        bad(90_000);
        assertThat(fires()).as("7 looks of 9").isFalse();
        bad(100_000);
        assertThat(fires()).as("8 looks of 10").isTrue();
    }

    @Test
    void doesNotFireOnALookThatIsUnjudged() {
        bad(10_000, 20_000, 30_000, 40_000, 50_000, 60_000);
        gap(70_000);
        assertThat(fires()).isFalse();
    }

    private boolean fires() {
        return rules.fires(streaks, TRIGGER, now);
    }

    private void bad(long... times) {
        for (long at : times) {
            look(at, 401);
        }
    }

    private void look(long at, double latency) {
        see(at, builder().reading(Plans.LATENCY, latency, 100, -1));
    }

    private void gap(long at) {
        see(at, builder().missing(Plans.LATENCY, Absence.NO_DATA, Double.NaN));
    }

    private Snapshot.Builder builder() {
        return new Snapshot.Builder(rules.layout().signals());
    }

    private void see(long at, Snapshot.Builder builder) {
        now = at;
        measured = measured.with(builder.takenAt(at).build());
        streaks = rules.judge(measured, streaks);
    }
}
