package dev.kanit.bench.judge.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kanit.decision.measure.Track;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TraceTest {

    private static final TraceSet WHITE = new AutoregressiveSet("white", false, 0, 0.05, false);

    @Test
    void sameSeedGivesTheSameTrace() {
        assertThat(values(trace("a-a", 7))).isEqualTo(values(trace("a-a", 7)));
        assertThat(values(trace("a-a", 7))).isNotEqualTo(values(trace("a-a", 8)));
    }

    @Test
    void baselineIsTheMeanOfItsHalves() {
        Trace trace = trace("a-a", 1);

        for (int signal = 1; signal < Trace.SIGNALS; signal++) {
            double mean =
                    (trace.value(Track.HALF_A, signal, 5) + trace.value(Track.HALF_B, signal, 5))
                            / 2;
            assertThat(trace.value(Track.BASELINE, signal, 5)).isEqualTo(mean);
        }
    }

    @Test
    void sharedIncidentLeavesTheRatioAlone() {
        assertThat(meanRatio("shared-x5", 30)).isCloseTo(meanRatio("a-a", 30), within(0.02));
    }

    @Test
    void regressionBeginsAtItsOnset() {
        assertThat(meanRatio("p95-x1.5-half-time", 29)).isCloseTo(1, within(0.02));
        assertThat(meanRatio("p95-x1.5-half-time", 30)).isCloseTo(1.5, within(0.02));
    }

    @Test
    void silentCanaryHasNoValues() {
        Trace trace = trace("telemetry-loss", 3);

        assertThat(trace.value(Track.CANARY, 0, 30)).isNaN();
        assertThat(trace.value(Track.CANARY, 4, 59)).isNaN();
        assertThat(trace.value(Track.CANARY, 4, 29)).isNotNaN();
    }

    @Test
    void flatLineShowsTheValueOfItsOnset() {
        Trace trace = trace("flat-line", 3);

        assertThat(trace.value(Track.CANARY, 1, 59)).isEqualTo(trace.value(Track.CANARY, 1, 30));
        assertThat(trace.value(Track.CANARY, 2, 59)).isNotEqualTo(trace.value(Track.CANARY, 2, 30));
    }

    @ParameterizedTest
    @CsvSource({"0.5, false", "0.8, false", "0.95, false", "0.5, true"})
    void syntheticNoiseIsAsSaid(double phi, boolean heavy) {
        AutoregressiveSet set = new AutoregressiveSet("set", false, phi, 0.05, heavy);
        RandomGenerator random = Seeds.of(1, Half.REPORTED, "set", "noise", 0);
        double[] values = set.draw(random).cut(random, 200_000)[0];
        double squares = 0;
        double products = 0;
        for (int tick = 1; tick < values.length; tick++) {
            squares += Math.log(values[tick]) * Math.log(values[tick]);
            products += Math.log(values[tick]) * Math.log(values[tick - 1]);
        }

        assertThat(products / squares).isCloseTo(phi, within(0.01));
        assertThat(Math.sqrt(squares / values.length)).isCloseTo(0.05, within(0.005));
    }

    @Test
    void errorsComeAtTheirBaseRate() {
        double sum = 0;
        for (int seed = 0; seed < 200; seed++) {
            sum += trace("a-a", seed).value(Track.BASELINE, 0, 10) / 200;
        }

        // The rate's noise is log-normal: its mean is exp(0.3^2 / 2 + 0.1^2 / 2) times the base.
        assertThat(sum).isCloseTo(0.005 * Math.exp(0.05), within(0.0004));
    }

    private static double meanRatio(String scenario, int tick) {
        double sum = 0;
        for (int seed = 0; seed < 200; seed++) {
            Trace trace = trace(scenario, seed);
            sum += trace.value(Track.CANARY, 1, tick) / trace.value(Track.BASELINE, 1, tick);
        }
        return sum / 200;
    }

    private static Trace trace(String scenario, int seed) {
        Scenario found =
                Scenarios.all().stream()
                        .filter(one -> one.name().equals(scenario))
                        .findFirst()
                        .orElseThrow();
        return new Trace(WHITE, found, Seeds.of(seed, Half.REPORTED, "white", scenario, 0));
    }

    private static double[] values(Trace trace) {
        double[] values = new double[Trace.SIGNALS * Trace.TICKS];
        for (int index = 0; index < values.length; index++) {
            values[index] = trace.value(Track.CANARY, index / Trace.TICKS, index % Trace.TICKS);
        }
        return values;
    }
}
