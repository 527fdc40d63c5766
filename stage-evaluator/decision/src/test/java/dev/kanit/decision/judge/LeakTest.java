package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A resource that grows away from the stable fleet's, and what only looks like it. */
final class LeakTest {

    private static final double TICK_HOURS = 10 / 3600.0;
    private static final int TICKS = 90;
    private static final double SOON = 160;
    private static final double FAR = 1e6;

    @Test
    void growthOfHalfAPercentATickHoldsAndThenActs() {
        List<LeakFinding> found = findings(tick -> 100 * StrictMath.pow(1.005, tick), SOON);

        // Seven blocks are the fewest that can be significant; the eighth holds, the ninth acts.
        assertThat(found.subList(0, 39)).containsOnly(LeakFinding.NONE);
        assertThat(found.subList(39, 44)).containsOnly(LeakFinding.GROWING);
        assertThat(found.subList(44, TICKS)).containsOnly(LeakFinding.EXHAUSTING);
    }

    @Test
    void growthThatLeavesRoomForTheRolloutOnlyHolds() {
        double far = 100 * StrictMath.exp(0.005 * (TICKS + 2 * Layouts.HORIZON_TICKS));
        List<LeakFinding> found = findings(tick -> 100 * StrictMath.pow(1.005, tick), far);

        assertThat(found).contains(LeakFinding.GROWING).doesNotContain(LeakFinding.EXHAUSTING);
    }

    @Test
    void growthThatWouldLastLongerThanADayIsNoLeak() {
        // A little over 4 % an hour, and room for a factor of ten thousand.
        assertThat(findings(tick -> 100 * StrictMath.pow(1.00012, tick), FAR))
                .containsOnly(LeakFinding.NONE);
    }

    @ParameterizedTest(name = "collected every {0} ticks")
    @ValueSource(ints = {3, 5, 7, 11})
    void sawToothOfAGarbageCollectorIsNoLeak(int period) {
        assertThat(findings(tick -> 100 + 30.0 * (tick % period) / period, SOON))
                .containsOnly(LeakFinding.NONE);
    }

    @Test
    void leakUnderASawToothIsFound() {
        List<LeakFinding> found =
                findings(tick -> 100 * StrictMath.pow(1.005, tick) + 30.0 * (tick % 4) / 4, SOON);

        assertThat(found.getLast()).isEqualTo(LeakFinding.EXHAUSTING);
    }

    @Test
    void noiseWithoutATrendSeldomLooksLikeALeak() {
        int leaks = 0;
        Draws draws = new Draws(5);
        for (int run = 0; run < 1000; run++) {
            double[] series = draws.autoregressive(TICKS, 0.5);
            leaks +=
                    findings(tick -> 100 * StrictMath.exp(0.03 * series[tick]), SOON)
                                    .contains(LeakFinding.EXHAUSTING)
                            ? 1
                            : 0;
        }
        assertThat(Wilson.upper(leaks, 1000)).isLessThanOrEqualTo(0.01);
    }

    @Test
    void growthThatTheStableFleetSharesIsNoLeak() {
        double[] slots = started();
        for (int tick = 0; tick < TICKS; tick++) {
            double size = 100 * StrictMath.pow(1.005, tick);
            Leak.judge(slots, 0, size, size * wobble(tick), SOON, TICK_HOURS, tick + 1);
            assertThat(finding(slots, SOON)).isEqualTo(LeakFinding.NONE);
        }
    }

    @Test
    void cacheThatFillsIsNoReasonToRollBack() {
        assertThat(findings(tick -> 300 - 100 * StrictMath.exp(-tick / 20.0), 2048))
                .doesNotContain(LeakFinding.EXHAUSTING);
    }

    @Test
    void resourceWithoutReadingsIsNotJudged() {
        double[] slots = started();
        for (int tick = 0; tick < TICKS; tick++) {
            Leak.judge(slots, 0, Double.NaN, 100, SOON, TICK_HOURS, tick + 1);
        }
        assertThat(finding(slots, SOON)).isEqualTo(LeakFinding.NONE);
    }

    /** After each tick; the baseline stands at 100, but for a tenth of a percent. */
    private static List<LeakFinding> findings(IntToDoubleFunction canary, double exhaustedAt) {
        double[] slots = started();
        List<LeakFinding> found = new ArrayList<>();
        for (int tick = 0; tick < TICKS; tick++) {
            double baseline = 100 * wobble(tick);
            Leak.judge(
                    slots,
                    0,
                    canary.applyAsDouble(tick),
                    baseline,
                    exhaustedAt,
                    TICK_HOURS,
                    tick + 1);
            found.add(finding(slots, exhaustedAt));
        }
        return found;
    }

    private static double wobble(int tick) {
        return tick / Leak.BLOCK_TICKS % 2 == 0 ? 1 : 1.001;
    }

    private static LeakFinding finding(double[] slots, double exhaustedAt) {
        return Leak.finding(slots, 0, exhaustedAt, TICK_HOURS, Layouts.HORIZON_TICKS);
    }

    private static double[] started() {
        double[] slots = new double[Leak.SLOTS];
        Leak.start(slots, 0);
        return slots;
    }
}
