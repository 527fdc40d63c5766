package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One gauge of the canary against the stable fleet. */
final class GaugeProcessTest {

    private static final double ALLOWED = StrictMath.log(1 + Layouts.ALLOWED);
    private static final double DEVIATION = 0.05;
    private static final int HISTORY = 200;

    private final double[] slots = new double[GaugeProcess.SLOTS];

    @Test
    void tickThatIsNoWorseThanAllowedWinsNothing() {
        settled(1);
        GaugeProcess.judge(slots, 0, -0.5, ALLOWED, 1, Pace.SIGNAL);
        double before = wealth();
        // Far above the tick before, and still within what is allowed.
        GaugeProcess.judge(slots, 0, ALLOWED - 1e-3, ALLOWED, 0, Pace.SIGNAL);

        assertThat(wealth()).isLessThanOrEqualTo(before);
    }

    @Test
    void tickOfACanaryThatSwingsToItsBetterSideProvesLess() {
        settled(1);
        double[] calm = slots.clone();
        for (int tick = 0; tick < 20; tick++) {
            GaugeProcess.judge(slots, 0, tick % 2 == 0 ? 0 : -0.6, ALLOWED, 0, Pace.SIGNAL);
        }

        assertThat(GaugeProcess.spread(slots, 0)).isGreaterThan(3 * GaugeProcess.spread(calm, 0));
        assertThat(Pace.SIGNAL.factor(GaugeProcess.spread(slots, 0)))
                .isLessThan(Pace.SIGNAL.factor(GaugeProcess.spread(calm, 0)) / 2);
    }

    @Test
    void regressionDoesNotCountAsSpread() {
        settled(2);
        double before = slots[GaugeProcess.OWN_SPREAD];
        for (int tick = 0; tick < 20; tick++) {
            GaugeProcess.judge(slots, 0, 2, ALLOWED, 0, Pace.SIGNAL);
        }

        assertThat(slots[GaugeProcess.OWN_SPREAD]).isEqualTo(before);
    }

    /** One bad pod of two behind round robin. What swings so much takes longer than what lasts. */
    @ParameterizedTest(name = "deviation {0}")
    @ValueSource(doubles = {0.02, 0.05, 0.1})
    void canaryThatIsWorseEveryOtherTickIsFoundAllTheSame(double deviation) {
        JudgeLayout layout = Layouts.of(Layouts.gauge(0));
        Judge judge = new Judge(layout);
        Draws draws = new Draws(5);
        for (int run = 0; run < 50; run++) {
            JudgeState state = judge.start();
            int ticks = 0;
            for (int tick = -60; !Evidence.of(layout, state).speaksForRollback(); tick++) {
                double pod = tick % 2 == 0 ? 1.6 : 1;
                double canary = pod * StrictMath.exp(deviation * draws.gaussian());
                double halves = StrictMath.exp(deviation * draws.gaussian());
                Tick.Builder next = Layouts.gauge(new Tick.Builder(1), 0, canary, halves);
                state = judge.next(state, next.build(), tick < 0 ? Judge.NO_STAGE : 0, 0);
                ticks = tick + 1;
                assertThat(ticks).isLessThan(200);
            }
            assertThat(ticks).isGreaterThan(5);
        }
    }

    @Test
    void oneStandardErrorMoreOfAutocorrelationIsBelieved() {
        settled(3);
        double phi = GaugeProcess.phi(slots, 0);
        double seen = Noise.seen(slots, GaugeProcess.NOISE);

        assertThat(GaugeProcess.believedPhi(slots, 0))
                .isEqualTo(phi + StrictMath.sqrt((1 - phi * phi) / seen));
        assertThat(GaugeProcess.believedDeviation(slots, 0))
                .isGreaterThan(GaugeProcess.deviation(slots, 0));
    }

    private void settled(long seed) {
        Draws draws = new Draws(seed);
        GaugeProcess.start(slots, 0, JudgeParameters.PRIOR_DEVIATION, JudgeParameters.PRIOR_LEVEL);
        for (double value : draws.autoregressive(HISTORY, 0)) {
            GaugeProcess.shadow(slots, 0, DEVIATION * value, ALLOWED, 0, Pace.SIGNAL);
        }
        GaugeProcess.begin(slots, 0);
        GaugeProcess.judge(slots, 0, 0, ALLOWED, 1, Pace.SIGNAL);
    }

    private double wealth() {
        return GaugeBets.wealth(slots, GaugeProcess.BETS);
    }
}
