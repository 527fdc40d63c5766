package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the canary gets the share of the traffic that was ordered. */
final class TrafficSplitTest {

    private static final int STAGES = 2000;
    private static final int TICKS = 60;
    private static final int REQUESTS = 200;

    @ParameterizedTest(name = "share {0}")
    @ValueSource(doubles = {0.05, 0.25, 0.5})
    void rightShareNeverLooksWrong(double share) {
        Draws draws = new Draws(7);
        for (int stage = 0; stage < STAGES; stage++) {
            double[] slots = started();
            for (int tick = 0; tick < TICKS; tick++) {
                draw(draws, slots, share, share);
                assertThat(TrafficSplit.mismatch(slots)).isFalse();
            }
        }
    }

    @ParameterizedTest(name = "share {0}")
    @ValueSource(doubles = {0.05, 0.25, 0.5})
    void halfTheShareIsNoticedWithinAStage(double share) {
        Draws draws = new Draws(8);
        for (int stage = 0; stage < 100; stage++) {
            double[] slots = started();
            assertThat(ticksUntil(true, draws, slots, share, share / 2)).isLessThan(TICKS);
        }
    }

    @Test
    void twiceTheShareIsNoticedToo() {
        Draws draws = new Draws(9);
        assertThat(ticksUntil(true, draws, started(), 0.05, 0.1)).isLessThan(TICKS);
    }

    @Test
    void stageHeldForFiveHorizonsAtTheBoundaryIsHeldForItsSplitInOneOfAHundredAtMost() {
        Draws draws = new Draws(13);
        double odds = JudgeParameters.SPLIT_ALLOWED * 0.25 / 0.75;
        int crossed = 0;
        for (int stage = 0; stage < STAGES; stage++) {
            double[] slots = started();
            boolean reached = false;
            for (int tick = 0; tick < 5 * TICKS && !reached; tick++) {
                draw(draws, slots, 0.25, odds / (1 + odds));
                reached = TrafficSplit.mismatch(slots);
            }
            crossed += reached ? 1 : 0;
        }
        assertThat(Wilson.upper(crossed, STAGES)).as("%d crossed", crossed).isLessThan(0.01);
    }

    @Test
    void wealthThatBeginsToBetIsNoMoreThanTheWholeHoweverLongAStageIsHeld() {
        double[] slots = started();
        double invested = JudgeParameters.FIRST_ONSET;
        for (int tick = 1; tick <= 50 * TICKS; tick++) {
            slots[Clock.STAGE_TICKS] = tick;
            invested += TrafficSplit.onset(slots, TICKS);
        }

        assertThat(invested).isBetween(0.99, 1.0);
    }

    @Test
    void routerThatWasMendedIsBelievedAgain() {
        Draws draws = new Draws(10);
        double[] slots = started();
        for (int tick = 0; tick < 10 * TICKS; tick++) {
            draw(draws, slots, 0.25, 0.125);
        }
        assertThat(TrafficSplit.mismatch(slots)).isTrue();
        assertThat(ticksUntil(false, draws, slots, 0.25, 0.25)).isLessThan(TICKS / 2);
        assertThat(TrafficSplit.settled(slots)).as("just below where it began").isFalse();
        for (int tick = 0; tick < TICKS / 2; tick++) {
            draw(draws, slots, 0.25, 0.25);
        }
        assertThat(TrafficSplit.settled(slots)).isTrue();
    }

    @Test
    void routerThatFailsLateIsNoticedWithinMinutes() {
        Draws draws = new Draws(12);
        double[] slots = started();
        for (int tick = 0; tick < TICKS / 2; tick++) {
            draw(draws, slots, 0.05, 0.05);
        }
        assertThat(ticksUntil(true, draws, slots, 0.05, 0.15)).isLessThan(12);
    }

    @Test
    void newStageBeginsWithoutADebt() {
        Draws draws = new Draws(11);
        double[] slots = started();
        ticksUntil(true, draws, slots, 0.5, 0.25);
        TrafficSplit.beginStage(slots);

        assertThat(TrafficSplit.mismatch(slots)).isFalse();
    }

    @ParameterizedTest(name = "share {0}")
    @ValueSource(doubles = {0, 1, Double.NaN})
    void shareOfNoneOrAllOrWhileItChangesIsNotCompared(double share) {
        double[] slots = started();
        double[] before = slots.clone();
        TrafficSplit.judge(slots, 100, 1, share, TICKS);

        assertThat(slots).isEqualTo(before);
    }

    @Test
    void requestsThatAreNotKnownAreNotZero() {
        double[] slots = started();
        double[] before = slots.clone();
        for (int tick = 0; tick < 20; tick++) {
            TrafficSplit.judge(slots, Double.NaN, 1000, 0.25, TICKS);
            TrafficSplit.judge(slots, 1000, Double.NaN, 0.25, TICKS);
        }

        assertThat(slots).isEqualTo(before);
    }

    @Test
    void moreRequestsThanTwoHundredATickCountAsTwoHundred() {
        double[] few = started();
        double[] many = started();
        TrafficSplit.judge(few, 20, 180, 0.25, TICKS);
        TrafficSplit.judge(many, 20_000, 180_000, 0.25, TICKS);

        for (int slot = 0; slot < few.length; slot++) {
            assertThat(many[slot]).isCloseTo(few[slot], withPercentage(1e-6));
        }
    }

    private static int ticksUntil(
            boolean mismatch, Draws draws, double[] slots, double ordered, double real) {
        for (int tick = 1; tick <= 10 * TICKS; tick++) {
            draw(draws, slots, ordered, real);
            if (TrafficSplit.mismatch(slots) == mismatch) {
                return tick;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static void draw(Draws draws, double[] slots, double ordered, double real) {
        int canary = draws.binomial(REQUESTS, real);
        slots[Clock.STAGE_TICKS] += 1;
        TrafficSplit.judge(slots, canary, REQUESTS - canary, ordered, TICKS);
    }

    private static double[] started() {
        double[] slots = new double[Clock.SLOTS + TrafficSplit.SLOTS];
        TrafficSplit.beginStage(slots);
        return slots;
    }
}
