package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kanit.decision.judge.SignalEvidence.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stable fleet's two halves teach: which signals may only hold, and our false alarms. */
final class GateTest {

    private static final int DAY_TICKS = 8640;

    private final JudgeLayout layout = Layouts.of(Layouts.gauge(0), Layouts.gauge(1));
    private final Judge judge = new Judge(layout);
    private final Draws draws = new Draws(13);
    private JudgeState state = judge.start();

    @Test
    void signalWhoseHalvesDisagreeMayOnlyHoldForADay() {
        run(60, 1, 1);
        assertThat(standing(0)).isEqualTo(Standing.CLEAR);
        run(20, 1, 1.6);
        assertThat(standing(0)).isEqualTo(Standing.GATED);
        assertThat(standing(1)).isEqualTo(Standing.CLEAR);

        run(30, 2, 1);
        Evidence evidence = Evidence.of(layout, state);
        assertThat(evidence.againstCanary()).isGreaterThan(Evidence.ROLLBACK_AT);
        assertThat(evidence.speaksForHold()).isTrue();
        assertThat(evidence.speaksForRollback()).isFalse();
    }

    @Test
    void gateOpensADayAfterTheHalvesAgreeAgain() {
        run(60, 1, 1);
        run(20, 1, 1.6);
        run(DAY_TICKS / 2, 1, 1);
        assertThat(standing(0)).isEqualTo(Standing.GATED);
        run(DAY_TICKS, 1, 1);
        assertThat(standing(0)).isEqualTo(Standing.CLEAR);
    }

    @Test
    void falseAlarmsAreEstimatedPerPlannedLengthWithOneOfEachKindAdded() {
        assertThat(Evidence.of(layout, state).falseAlarms()).isEqualTo(0.5);
        run(6 * Layouts.HORIZON_TICKS, 1, 1);

        assertThat(state.slots()[Clock.SHADOW_ALARMS]).isZero();
        assertThat(Evidence.of(layout, state).falseAlarms()).isCloseTo(1.0 / 8, within(1e-12));
    }

    @Test
    void halvesThatWouldHaveBeenRolledBackCountAsAFalseAlarm() {
        run(Layouts.HORIZON_TICKS, 1, 1);
        run(30, 1, 3);

        double alarms = state.slots()[Clock.SHADOW_ALARMS];
        assertThat(alarms).isGreaterThanOrEqualTo(1);
        assertThat(Evidence.of(layout, state).falseAlarms())
                .isCloseTo((1 + alarms) / (2 + Math.max(alarms, 1.5)), within(1e-12));
    }

    @Test
    void halvesAreJudgedBeforeThereIsACanary() {
        for (int tick = 0; tick < 60; tick++) {
            state = judge.next(state, tick(1, 1), Judge.NO_STAGE, 0);
        }
        assertThat(state.slots()[Clock.TICKS]).isZero();
        double taught = GaugeProcess.shadowDeviation(state.slots(), layout.processAt(0));
        run(1, 1, 1);
        assertThat(taught).isLessThan(0.06);
        assertThat(GaugeProcess.deviation(state.slots(), layout.processAt(0)))
                .isCloseTo(taught, within(0.2 * taught));
    }

    @ParameterizedTest(name = "from tick {0} on")
    @ValueSource(ints = {0, 2, 6, 10, 20, 40})
    void withHistoryOfTheHalvesAStepIsFoundWithinTenTicksWheneverItBegins(int healthy) {
        for (int tick = 0; tick < 200; tick++) {
            state = judge.next(state, tick(1, 1), Judge.NO_STAGE, 0);
        }
        run(healthy, 1, 1);
        assertThat(Evidence.of(layout, state).speaksForHold()).isFalse();
        run(10, 1.5, 1);
        assertThat(Evidence.of(layout, state).speaksForRollback()).isTrue();
    }

    /** So many ticks in the first stage; the first signal at these ratios, the second healthy. */
    private void run(int ticks, double canary, double halves) {
        for (int tick = 0; tick < ticks; tick++) {
            state = judge.next(state, tick(canary, halves), 0, 0);
        }
    }

    private Tick tick(double canary, double halves) {
        Tick.Builder tick = new Tick.Builder(2);
        Layouts.gauge(tick, 0, canary * noise(), halves * noise());
        Layouts.gauge(tick, 1, noise(), noise());
        return tick.build();
    }

    private double noise() {
        return StrictMath.exp(0.03 * draws.gaussian());
    }

    private Standing standing(int signal) {
        return SignalEvidence.all(layout, state).get(signal).standing();
    }
}
