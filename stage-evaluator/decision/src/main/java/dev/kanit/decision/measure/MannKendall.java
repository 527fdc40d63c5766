package dev.kanit.decision.measure;

import java.util.Arrays;

/** The Mann-Kendall trend test and the Theil-Sen line, for a few dozen equally spaced points. */
public final class MannKendall {

    /** Autocorrelation is not believed beyond this: the inflation would hide every trend. */
    private static final double MAX_RHO = 0.6;

    private MannKendall() {}

    /**
     * The standardised statistic; positive for a rise. Variance without ties, n(n-1)(2n+5)/18,
     * inflated for the lag-1 autocorrelation of the residuals around the Theil-Sen line.
     */
    public static double z(double[] points) {
        int n = points.length;
        int score = 0;
        for (int later = 1; later < n; later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                score += Double.compare(points[later], points[earlier]);
            }
        }
        if (score == 0) {
            return 0;
        }
        double rho = residualAutocorrelation(points);
        double variance = n * (n - 1.0) * (2.0 * n + 5) / 18 * (1 + rho) / (1 - rho);
        return (score - Integer.signum(score)) / StrictMath.sqrt(variance);
    }

    /** Where the Theil-Sen line stands {@code ahead} steps after the last point. */
    static double projection(double[] points, int ahead) {
        double slope = slope(points);
        return intercept(points, slope) + slope * (points.length - 1 + ahead);
    }

    /** The median of all pairwise slopes. */
    public static double slope(double[] points) {
        int n = points.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int later = 1; later < n; later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                slopes[count++] = (points[later] - points[earlier]) / (later - earlier);
            }
        }
        return median(slopes);
    }

    private static double intercept(double[] points, double slope) {
        double[] residuals = new double[points.length];
        for (int index = 0; index < points.length; index++) {
            residuals[index] = points[index] - slope * index;
        }
        return median(residuals);
    }

    private static double residualAutocorrelation(double[] points) {
        double slope = slope(points);
        double intercept = intercept(points, slope);
        double product = 0;
        double square = 0;
        double previous = 0;
        for (int index = 0; index < points.length; index++) {
            double residual = points[index] - intercept - slope * index;
            product += index == 0 ? 0 : residual * previous;
            square += residual * residual;
            previous = residual;
        }
        if (square == 0) {
            return 0;
        }
        return Math.clamp(product / square, 0, MAX_RHO);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
