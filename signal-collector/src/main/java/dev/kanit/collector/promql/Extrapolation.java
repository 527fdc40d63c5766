package dev.kanit.collector.promql;

import java.util.OptionalDouble;

/**
 * How much a counter grew within a range, as Prometheus estimates it.
 *
 * <p>Source: {@code extrapolatedRate} in promql/functions.go of Prometheus 3: the growth between
 * the first and the last sample, resets counted as restarts from zero, is extended to the range's
 * edges, but by at most half a sampling interval where a sample is missing there, and never to
 * before the counter was zero.
 */
final class Extrapolation {

    private static final double NEAR_ENOUGH = 1.1;

    private Extrapolation() {}

    /** Growth within ({@code startMillis}, {@code endMillis}]; empty under two samples. */
    static OptionalDouble growth(Series series, long startMillis, long endMillis) {
        int count = 0;
        long firstMillis = 0;
        long lastMillis = 0;
        double first = 0;
        double last = 0;
        double lostInResets = 0;
        for (int i = firstAfter(series, startMillis); i < series.size(); i++) {
            if (series.timeMillis(i) > endMillis) {
                break;
            }
            double value = series.value(i);
            if (Series.isStale(value)) {
                continue;
            }
            if (count++ == 0) {
                firstMillis = series.timeMillis(i);
                first = value;
            } else if (value < last) {
                lostInResets += last;
            }
            lastMillis = series.timeMillis(i);
            last = value;
        }
        if (count < 2 || lastMillis == firstMillis) {
            return OptionalDouble.empty();
        }
        double grown = last - first + lostInResets;
        double sampledMillis = lastMillis - firstMillis;
        double betweenMillis = sampledMillis / (count - 1);
        double toStartMillis = toEdge(firstMillis - startMillis, betweenMillis);
        double toEndMillis = toEdge(endMillis - lastMillis, betweenMillis);
        if (grown > 0 && first >= 0) {
            toStartMillis = Math.min(toStartMillis, sampledMillis * (first / grown));
        }
        return OptionalDouble.of(
                grown * ((sampledMillis + toStartMillis + toEndMillis) / sampledMillis));
    }

    private static double toEdge(long distanceMillis, double betweenMillis) {
        return distanceMillis < betweenMillis * NEAR_ENOUGH ? distanceMillis : betweenMillis / 2;
    }

    /** Index of the first sample later than {@code millis}. */
    static int firstAfter(Series series, long millis) {
        int low = 0;
        int high = series.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (series.timeMillis(middle) <= millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
