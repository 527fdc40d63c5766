package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bets on innovations, by hand and against published exact values. */
final class BetsTest {

    private static final double NO_CAP = 1e300;

    @Test
    void eachBetMultipliesItsWealthAsItsFormulaSays() {
        double[] slots = {1, 1, 1, 1};
        Bets.place(slots, 0, 1.5, 1.2, 0.25, NO_CAP);

        for (int bet = 0; bet < Bets.SLOTS; bet++) {
            double lambda = JudgeParameters.BETS[bet];
            double factor = StrictMath.exp(lambda * 1.5 - 1.2 * lambda * lambda / 2);
            assertThat(slots[bet]).isCloseTo(1.25 * factor, within(1e-9 * factor));
        }
    }

    @Test
    void wealthIsTheMeanOfTheBets() {
        assertThat(Bets.wealth(new double[] {9, 1, 2, 3, 4}, 1)).isEqualTo(2.5);
    }

    @Test
    void noBetGainsMoreThanTheCap() {
        double[] slots = {1, 1, 1, 1};
        Bets.place(slots, 0, 4, 1, 0, 3);

        assertThat(slots[0]).isCloseTo(StrictMath.exp(1 - 0.03125), within(1e-12));
        assertThat(slots[1]).isEqualTo(3);
        assertThat(slots[2]).isEqualTo(3);
        assertThat(slots[3]).isEqualTo(3);
    }

    @Test
    void wealthNeverOverflows() {
        double[] slots = {1, 1, 1, 1};
        for (int tick = 0; tick < 10_000; tick++) {
            Bets.place(slots, 0, 4, 1, 0, StrictMath.exp(JudgeParameters.MAX_GAUGE_STEP));
        }
        assertThat(slots).containsOnly(JudgeParameters.MAX_EVIDENCE);
    }

    @Test
    void tickWithoutAReadingOnlyLetsNewWealthIn() {
        double[] slots = {1, 2, 3, 4};
        Bets.pass(slots, 0, 0.5);
        assertThat(slots).containsExactly(1.5, 2.5, 3.5, 4.5);
    }

    @Test
    void referenceBoundHasThePublishedValues() {
        NormalMixture published = new NormalMixture(100, 0.05);

        assertThat(published.rho()).isCloseTo(12.60056, within(1e-5));
        assertThat(published.bound(100)).isCloseTo(30.35209, within(1e-5));
    }

    /**
     * The published bound mixes all bets of both signs by a normal density with variance 1/rho, and
     * ends at 1/alpha. Ours mixes four bets of one sign; one side of two is one of level alpha/2,
     * so that wealth of 2/alpha corresponds. The finer mixture loses less between its bets, ours
     * loses nothing on the other sign: the boundaries must lie within a quarter of each other.
     */
    @ParameterizedTest(name = "proxy {0}")
    @ValueSource(ints = {10, 20, 40, 70, 100})
    void fourBetsCrossWhereThePublishedMixtureDoes(int proxy) {
        double alpha = 0.05;
        double published = new NormalMixture(100, alpha).bound(proxy);

        assertThat(crossing(proxy, 2 / alpha) / published).isBetween(0.75, 1.25);
    }

    /** Smallest sum of innovations of variance 1 that brings the wealth to the limit. */
    private static double crossing(int ticks, double limit) {
        double below = 0;
        double above = 4.0 * ticks;
        for (int step = 0; step < 60; step++) {
            double sum = (below + above) / 2;
            double[] slots = {1, 1, 1, 1};
            for (int tick = 0; tick < ticks; tick++) {
                Bets.place(slots, 0, sum / ticks, 1, 0, NO_CAP);
            }
            if (Bets.wealth(slots, 0) >= limit) {
                above = sum;
            } else {
                below = sum;
            }
        }
        return above;
    }
}
