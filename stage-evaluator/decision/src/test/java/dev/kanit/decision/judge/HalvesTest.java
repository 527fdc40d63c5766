package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stable halves teach of a gauge's noise. */
final class HalvesTest {

    private static final int SERIES = 200;
    private static final int TICKS = 200;
    private static final int WINDOW = 9;
    private static final double DEVIATION = 0.08;

    private final Draws draws = new Draws(21);

    @ParameterizedTest(name = "phi {0}")
    @ValueSource(doubles = {0, 0.5, 0.8})
    void noiseOfFirstOrderDoesNotReturnSooner(double phi) {
        double mean = 0;
        for (int run = 0; run < SERIES; run++) {
            mean += pull(draws.autoregressive(TICKS, phi), phi) / SERIES;
        }

        // Half of the slopes are below zero by chance: their mean is what chance leaves.
        assertThat(mean).isLessThan(0.25);
    }

    @Test
    void noiseThatAveragesOutReturnsSooner() {
        double mean = 0;
        for (int run = 0; run < SERIES; run++) {
            mean += pull(withoutItsSlowPart(), 0) / SERIES;
        }

        assertThat(mean).isGreaterThan(0.5);
    }

    @Test
    void nothingIsBelievedBeforeAnythingWasSeen() {
        double[] slots = started();

        assertThat(Halves.pull(slots, 0, DEVIATION, 0)).isZero();
        assertThat(Halves.spread(slots, 0)).isEqualTo(1);
    }

    @Test
    void halvesThatLastinglyDifferRaiseWhatIsAllowed() {
        double[] slots = started();
        for (int tick = 0; tick < TICKS; tick++) {
            Halves.learn(slots, 0, 0.2, 0, 0.01, tick);
        }

        assertThat(Halves.lasting(slots, 0, 0.01, 0)).isBetween(0.3, 0.4);
    }

    @Test
    void wildInnovationsSpread() {
        double[] slots = started();
        for (int tick = 0; tick < TICKS; tick++) {
            Halves.learn(slots, 0, 0, tick % 2 == 0 ? 2 : -2, DEVIATION, tick);
        }

        // 4 on average, begun with ten ticks of 1.
        assertThat(Halves.spread(slots, 0)).isCloseTo((10 + 4.0 * TICKS) / 210, within(1e-9));
    }

    /** Less the mean of what is around it, as a dependency that both halves share would be. */
    private double[] withoutItsSlowPart() {
        double[] series = new double[TICKS];
        double[] noise = draws.autoregressive(TICKS + WINDOW, 0);
        for (int tick = 0; tick < TICKS; tick++) {
            double mean = 0;
            for (int around = 0; around < WINDOW; around++) {
                mean += noise[tick + around] / WINDOW;
            }
            series[tick] = noise[tick + WINDOW / 2] - mean;
        }
        return series;
    }

    private static double pull(double[] series, double phi) {
        double[] slots = started();
        double last = 0;
        for (int tick = 0; tick < TICKS; tick++) {
            double now = DEVIATION * series[tick];
            double innovation = GaugeProcess.innovation(now, last, phi, DEVIATION);
            Halves.learn(slots, 0, now, innovation, DEVIATION, tick);
            last = now;
        }
        return Halves.pull(slots, 0, DEVIATION, TICKS);
    }

    private static double[] started() {
        double[] slots = new double[Halves.SLOTS];
        Halves.start(slots, 0, DEVIATION, 0.02);
        return slots;
    }
}
