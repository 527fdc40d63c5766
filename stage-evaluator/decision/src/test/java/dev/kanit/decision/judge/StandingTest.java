package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.judge.SignalEvidence.Standing;
import dev.kanit.decision.measure.Track;
import dev.kanit.decision.plan.SignalGroup;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read out of the judge's state: standings, what is wanting, and the forecast. */
final class StandingTest {

    private static final double SHARE = 0.1;

    private final JudgeLayout layout =
            new JudgeLayout(
                    List.of(Layouts.gauge(0), Layouts.gauge(1), Layouts.gauge(2)),
                    List.of(new SignalGroup("all", List.of(0, 1, 2))),
                    Layouts.HORIZON_TICKS,
                    Layouts.TICK);
    private final Judge judge = new Judge(layout);
    private final Draws draws = new Draws(5);

    @Test
    void groupThatWasNeverComparedIsUnjudged() {
        JudgeState state = judge.start();
        for (int tick = 0; tick < 10; tick++) {
            state = judge.next(state, Tick.empty(layout), 0, SHARE);
        }
        assertThat(group(state).standing()).isEqualTo(Standing.UNJUDGED);
        assertThat(group(state).comparedTicks()).isZero();
        assertThat(group(state).stageTicks()).isEqualTo(10);

        state = judge.next(state, tick(1), 0, SHARE);
        assertThat(group(state).standing()).isEqualTo(Standing.CLEAR);
        assertThat(group(state).comparedTicks()).isEqualTo(1);
    }

    @Test
    void groupCountsItsTicksAnewInEachStage() {
        JudgeState state = judge.next(judge.start(), tick(1), 0, SHARE);
        state = judge.next(state, Tick.empty(layout), 1, SHARE);
        assertThat(group(state).standing()).isEqualTo(Standing.UNJUDGED);
    }

    @Test
    void onlySignalsThatMayNotBeAbsentAreWanting() {
        JudgeLayout mixed = Layouts.of(Layouts.gauge(0), Layouts.gauge(1).mayBeAbsent());
        Judge of = new Judge(mixed);
        JudgeState state = of.start();
        for (int tick = 0; tick < 20; tick++) {
            state = of.next(state, Tick.empty(mixed), 0, SHARE);
        }
        assertThat(Evidence.wanting(mixed, state, 20)).containsExactly("gauge-0");
    }

    @Test
    void regressionFromNowOnTakesLongerThanOneFromTheStart() {
        JudgeState early = judge.start();
        for (int tick = 0; tick < 60; tick++) {
            early = judge.next(early, tick(1), Judge.NO_STAGE, SHARE);
        }
        double fromTheStart = Forecast.ticks(layout, early, 0, 0.5);
        JudgeState late = early;
        for (int tick = 0; tick < 30; tick++) {
            late = judge.next(late, tick(1), 0, SHARE);
        }
        assertThat(Forecast.ticks(layout, late, 0, 0.5)).isBetween(fromTheStart, 60.0);
    }

    private SignalEvidence group(JudgeState state) {
        return SignalEvidence.all(layout, state).getLast();
    }

    private Tick tick(double worse) {
        Tick.Builder tick = new Tick.Builder(3);
        for (int signal = 0; signal < 3; signal++) {
            for (Track track : Track.values()) {
                double factor = track == Track.CANARY ? worse : 1;
                tick.gauge(signal, track, 100 * factor * StrictMath.exp(0.05 * draws.gaussian()));
            }
        }
        return tick.build();
    }
}
