package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The onset prior: all wealth together is one unit at any time. */
final class ClockTest {

    private final double[] slots = new double[Clock.SLOTS];
    private double begun;

    ClockTest() {
        Clock.start(slots);
    }

    @Test
    void wealthThatHasBegunAndTheTailAreAlwaysOneUnit() {
        for (int tick = 0; tick < 500; tick++) {
            advance(tick / 50);
            assertThat(begun + slots[Clock.TAIL]).isCloseTo(1, within(1e-12));
            assertThat(slots[Clock.TAIL]).isBetween(0.0, 0.5);
        }
    }

    @Test
    void halfBeginsAtOnceAndATenthOfTheRestWithANewStage() {
        assertThat(advance(0)).isEqualTo(0.5);
        assertThat(advance(0)).isCloseTo(0.5 / Layouts.HORIZON_TICKS, within(1e-12));
        double tail = slots[Clock.TAIL];
        assertThat(advance(1)).isCloseTo(tail / 10, within(1e-12));
    }

    @Test
    void nothingBeginsBeforeTheCanary() {
        assertThat(advance(Judge.NO_STAGE)).isZero();
        assertThat(slots[Clock.ALL]).isEqualTo(1);
        assertThat(slots[Clock.TICKS]).isZero();
        assertThat(slots[Clock.TAIL]).isEqualTo(1);
        assertThat(advance(0)).isEqualTo(0.5);
    }

    @Test
    void ticksOfAStageAreCountedAnewInTheNext() {
        advance(0);
        advance(0);
        advance(1);

        assertThat(slots[Clock.STAGE]).isEqualTo(1);
        assertThat(slots[Clock.STAGE_TICKS]).isEqualTo(1);
        assertThat(slots[Clock.TICKS]).isEqualTo(3);
    }

    private double advance(int stage) {
        double onset = Clock.advance(slots, stage, Layouts.HORIZON_TICKS);
        begun += onset;
        return onset;
    }
}
