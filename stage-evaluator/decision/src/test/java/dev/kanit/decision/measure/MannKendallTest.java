package dev.kanit.decision.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Expected values are worked out by hand from the formulas that the class names. */
final class MannKendallTest {

    private static final double EXACT = 1e-12;

    /** S = 45, variance 10 x 9 x 25 / 18 = 125, no residuals: z = 44 / sqrt(125). */
    @Test
    void statisticOfAStraightRise() {
        double[] rise = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        assertThat(MannKendall.z(rise)).isCloseTo(44 / Math.sqrt(125), within(EXACT));
        assertThat(MannKendall.z(negated(rise))).isCloseTo(-44 / Math.sqrt(125), within(EXACT));
    }

    /** S = 5 + 2 + 3 + 0 + 1 = 11, variance 6 x 5 x 17 / 18 = 85/3: z = 10 / sqrt(85/3). */
    @Test
    void statisticOfAnUnevenRise() {
        double[] points = {1, 3, 2, 5, 4, 6};
        assertThat(MannKendall.z(points)).isCloseTo(10 / Math.sqrt(85 / 3.0), within(EXACT));
    }

    /** S = 16, variance 196/3, residuals with rho = 6.25 / 50 = 1/8: z = 15 / sqrt(84). */
    @Test
    void autocorrelationMakesAStepLessOfATrend() {
        double[] step = {0, 0, 0, 0, 10, 10, 10, 10};
        assertThat(MannKendall.z(step)).isCloseTo(15 / Math.sqrt(84), within(EXACT));
    }

    @Test
    void levelPointsHaveNoTrend() {
        assertThat(MannKendall.z(new double[] {4, 4, 4, 4})).isZero();
        assertThat(MannKendall.z(new double[] {1, 2, 2, 1})).isZero();
    }

    /** Median of the 15 pairwise slopes is 1, median of the residuals is 1. */
    @Test
    void theilSenLineIgnoresOutliers() {
        double[] points = {1, 3, 2, 5, 4, 6};
        assertThat(MannKendall.slope(points)).isEqualTo(1);
        assertThat(MannKendall.projection(points, 6)).isEqualTo(12);
        assertThat(MannKendall.slope(new double[] {1, 2, 3, 900, 5})).isEqualTo(1);
    }

    private static double[] negated(double[] points) {
        double[] negated = new double[points.length];
        for (int index = 0; index < points.length; index++) {
            negated[index] = -points[index];
        }
        return negated;
    }
}
