package dev.kanit.bench.judge.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ResidualsTest {

    @Test
    void slowPartIsRemovedAndSpikesStay() {
        double[] values = new double[100];
        Arrays.setAll(values, index -> 100 * Math.exp(0.01 * index));
        values[50] *= 3;

        Residuals residuals = Residuals.of("ramp", values);

        assertThat(residuals.circular(30)).isCloseTo(1, within(0.001));
        assertThat(residuals.circular(50)).isCloseTo(3, within(0.05));
    }

    @Test
    void seriesIsClosedToARing() {
        Residuals residuals = Residuals.of("two", new double[] {1, 2, 4, 2});

        assertThat(residuals.circular(5)).isEqualTo(residuals.circular(1));
        assertThat(residuals.circular(-1)).isEqualTo(residuals.circular(3));
    }

    @Test
    void gapIsBridgedInReverseInsteadOfByAFlatLine() {
        double[] values = {5, 6, 7, 8, Double.NaN, Double.NaN, Double.NaN, 8, 7, 6, 5, 4};
        double[] bridged = {5, 6, 7, 8, 8, 7, 6, 8, 7, 6, 5, 4};

        Residuals gap = Residuals.of("gap", values);
        Residuals whole = Residuals.of("whole", bridged);

        for (int index = 0; index < values.length; index++) {
            assertThat(gap.circular(index)).isEqualTo(whole.circular(index));
        }
    }

    @Test
    void seriesWithManyGapsIsNotUsable() {
        double[] values = new double[10];
        Arrays.fill(values, 1);
        assertThat(Residuals.usable(values)).isTrue();

        values[0] = Double.NaN;
        values[1] = 0;

        assertThat(Residuals.usable(values)).isFalse();
    }
}
