package dev.kanit.decision.measure;

import dev.kanit.decision.plan.Measure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Functions over the closed buckets of a window. Each point is a bucket's mean at the bucket's
 * start; sums run from the oldest bucket to the newest, so that replay is bit-identical.
 */
final class Windows {

    /** A window with fewer of its buckets filled is not judged. */
    static final double COVERAGE = 0.8;

    private static final int MIN_SLOPE_POINTS = 3;

    private Windows() {}

    /**
     * The measure over the window that ends with the bucket before {@code openStartMillis}.
     *
     * @return NaN when less than {@value #COVERAGE} of the window has readings, unless they are
     *     spread over that much of it with no hole above the stale limit
     */
    static double measure(PlanLayout layout, Ring ring, long openStartMillis, Measure measure) {
        int buckets = layout.buckets(measure);
        int column = layout.column(measure.signal());
        double[] seconds = new double[buckets];
        double[] values = new double[buckets];
        int points = 0;
        int firstFilled = 0;
        int lastFilled = 0;
        int longestHole = 0;
        long step = layout.bucketMillis();
        for (int back = buckets; back >= 1; back--) {
            @Nullable Bucket bucket = ring.at(openStartMillis - back * step);
            double value = bucket == null ? Double.NaN : bucket.mean(column);
            if (!Double.isNaN(value)) {
                seconds[points] = (buckets - back) * step / 1000.0;
                values[points] = value;
                points++;
                firstFilled = points == 1 ? back : firstFilled;
                longestHole = points == 1 ? 0 : Math.max(longestHole, lastFilled - back);
                lastFilled = back;
            }
        }
        boolean filled = points >= COVERAGE * buckets;
        // A collector of half the pace leaves holes everywhere, and must not blind the windows.
        boolean spread =
                firstFilled >= COVERAGE * buckets
                        && Math.max(longestHole, lastFilled)
                                <= Math.ceilDiv(layout.staleAfterMillis(), step);
        if (points == 0 || !(filled || spread)) {
            return Double.NaN;
        }
        return switch (measure.function()) {
            case LATEST -> throw new IllegalArgumentException("LATEST (expected: a window)");
            case MEAN -> mean(values, points);
            case MAX -> max(values, points);
            case MIN -> -max(negated(values, points), points);
            case P95 -> nearestRank(values, points, 0.95);
            case SLOPE -> slope(seconds, values, points);
        };
    }

    private static double mean(double[] values, int points) {
        double sum = 0;
        for (int index = 0; index < points; index++) {
            sum += values[index];
        }
        return sum / points;
    }

    private static double max(double[] values, int points) {
        double max = values[0];
        for (int index = 1; index < points; index++) {
            max = Math.max(max, values[index]);
        }
        return max;
    }

    private static double[] negated(double[] values, int points) {
        double[] negated = new double[points];
        for (int index = 0; index < points; index++) {
            negated[index] = -values[index];
        }
        return negated;
    }

    private static double nearestRank(double[] values, int points, double quantile) {
        double[] sorted = Arrays.copyOf(values, points);
        Arrays.sort(sorted);
        return sorted[(int) StrictMath.ceil(quantile * points) - 1];
    }

    /** Ordinary least squares; NaN under {@value #MIN_SLOPE_POINTS} points. */
    private static double slope(double[] seconds, double[] values, int points) {
        if (points < MIN_SLOPE_POINTS) {
            return Double.NaN;
        }
        double meanSeconds = mean(seconds, points);
        double meanValue = mean(values, points);
        double covariance = 0;
        double variance = 0;
        for (int index = 0; index < points; index++) {
            double deviation = seconds[index] - meanSeconds;
            covariance += deviation * (values[index] - meanValue);
            variance += deviation * deviation;
        }
        return covariance / variance;
    }
}
