package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A value that stands still while the baseline's moves is no measurement. */
final class ReadingTest {

    private static final int AT = Clock.SLOTS;

    private final double[] slots = new double[Clock.SLOTS + Reading.SLOTS];

    ReadingTest() {
        Reading.start(slots, AT);
    }

    @Test
    void valueThatStandsStillForTwelveMovesOfTheBaselineIsFlat() {
        assertThat(stands(12, 5, true)).isFalse();
        assertThat(Reading.flat(slots, AT, 5, 99)).isTrue();
        assertThat(Reading.isFlat(slots, AT)).isTrue();
    }

    @Test
    void oneMoveOfTheCanaryEndsIt() {
        assertThat(stands(40, 5, true)).isTrue();
        assertThat(Reading.flat(slots, AT, 5.000001, 99)).isFalse();
        assertThat(Reading.isFlat(slots, AT)).isFalse();
    }

    @Test
    void valueThatStandsStillWithTheBaselineIsAMeasurement() {
        assertThat(stands(100, 5, false)).isFalse();
    }

    @Test
    void zeroIsAMeasurement() {
        assertThat(stands(100, 0, true)).isFalse();
    }

    @Test
    void gateLastsForADayOfTicks() {
        slots[Clock.ALL] = 100;
        assertThat(Reading.gated(slots, AT)).isFalse();
        Reading.gate(slots, AT, 8640);
        slots[Clock.ALL] = 100 + 8639;
        assertThat(Reading.gated(slots, AT)).isTrue();
        slots[Clock.ALL] = 100 + 8640;
        assertThat(Reading.gated(slots, AT)).isFalse();
    }

    @Test
    void newStageCountsAnewButForgetsNoGateAndNoFlatLine() {
        stands(40, 5, true);
        Reading.compared(slots, AT, 20);
        Reading.gate(slots, AT, 8640);
        Reading.beginStage(slots, AT);

        assertThat(slots[AT + Reading.STAGE_COMPARED]).isZero();
        assertThat(slots[AT + Reading.STAGE_EVENTS]).isZero();
        assertThat(Reading.gated(slots, AT)).isTrue();
        assertThat(Reading.isFlat(slots, AT)).isTrue();
    }

    private boolean stands(int ticks, double canary, boolean baselineMoves) {
        boolean flat = false;
        for (int tick = 0; tick < ticks; tick++) {
            flat = Reading.flat(slots, AT, canary, baselineMoves ? 7 + tick : 7);
        }
        return flat;
    }
}
