package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scale and autocorrelation from differences alone. */
final class NoiseTest {

    private static final int SERIES = 60;
    private static final int TICKS = 400;
    private static final double DEVIATION = 0.08;

    @ParameterizedTest(name = "phi {0}")
    @ValueSource(doubles = {0, 0.3, 0.5, 0.8})
    void recoversScaleAndAutocorrelationOfASimulatedSeries(double phi) {
        double[] mean = means(phi, 0);

        assertThat(mean[0]).isCloseTo(phi, within(0.06));
        assertThat(mean[1]).isCloseTo(DEVIATION, within(0.12 * DEVIATION));
    }

    @ParameterizedTest(name = "phi {0}")
    @ValueSource(doubles = {0, 0.5})
    void stepOfTenDeviationsInTheLevelChangesBothLittle(double phi) {
        double[] without = means(phi, 0);
        double[] with = means(phi, 10 * DEVIATION);

        assertThat(with[0]).isCloseTo(without[0], within(0.05));
        assertThat(with[1]).isCloseTo(without[1], within(0.08 * without[1]));
    }

    @Test
    void oneDifferenceMovesTheEstimateAsComputedByHand() {
        double[] slots = started();
        Noise.see(slots, 0, 0);
        Noise.see(slots, 0, 0.1);

        // V1 = 0.02 + (0.01 - 0.02)/5 = 0.018; V2 = 0.02; raw = 1/9; phi = 1/9 + (1 + 1/3)/5.
        assertThat(Noise.phi(slots, 0)).isCloseTo(1.0 / 9 + 4.0 / 15, within(1e-12));
        assertThat(Noise.deviation(slots, 0, 0.5)).isCloseTo(StrictMath.sqrt(0.018), within(1e-12));
    }

    @Test
    void differencesBeyondThreeOfTheirScaleArePulledIn() {
        double[] slots = started();
        Noise.see(slots, 0, 0);
        Noise.see(slots, 0, 1000);

        // V1 = 0.02 + (9 * 0.02 - 0.02)/5.
        assertThat(Noise.deviation(slots, 0, 0.5)).isCloseTo(StrictMath.sqrt(0.052), within(1e-12));
    }

    @Test
    void gapBreaksTheSeries() {
        double[] slots = started();
        Noise.see(slots, 0, 0);
        Noise.see(slots, 0, 0.1);
        double phi = Noise.phi(slots, 0);
        double deviation = Noise.deviation(slots, 0, phi);
        Noise.see(slots, 0, Double.NaN);

        assertThat(Noise.last(slots, 0)).isNaN();
        Noise.see(slots, 0, 1000);
        assertThat(Noise.phi(slots, 0)).isEqualTo(phi);
        assertThat(Noise.deviation(slots, 0, phi)).isEqualTo(deviation);
    }

    @Test
    void seriesThatStandsStillKeepsALittleNoise() {
        double[] slots = started();
        for (int tick = 0; tick < TICKS; tick++) {
            Noise.see(slots, 0, 0.3);
        }

        assertThat(Noise.deviation(slots, 0, 0)).isCloseTo(0.01, within(1e-9));
        assertThat(Noise.phi(slots, 0)).isBetween(0.0, JudgeParameters.MAX_PHI);
    }

    /** Mean phi and mean deviation over many series, each with a step in its middle. */
    private static double[] means(double phi, double step) {
        Draws draws = new Draws(11);
        double[] means = new double[2];
        for (int run = 0; run < SERIES; run++) {
            double[] slots = started();
            double[] series = draws.autoregressive(TICKS, phi);
            for (int tick = 0; tick < TICKS; tick++) {
                Noise.see(slots, 0, DEVIATION * series[tick] + (tick < TICKS / 2 ? 0 : step));
            }
            double found = Noise.phi(slots, 0);
            means[0] += found / SERIES;
            means[1] += Noise.deviation(slots, 0, found) / SERIES;
        }
        return means;
    }

    private static double[] started() {
        double[] slots = new double[Noise.SLOTS];
        Noise.start(slots, 0, JudgeParameters.PRIOR_DEVIATION);
        return slots;
    }
}
