package dev.kanit.collector.promql;

import dev.kanit.collector.promql.Evaluated.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The quantile of classic histograms, linear within a bucket.
 *
 * <p>Source: {@code bucketQuantile} in promql/quantile.go of Prometheus.
 */
final class HistogramQuantile {

    private static final String BOUND = "le";

    private HistogramQuantile() {}

    static List<Element> of(double quantile, List<Element> buckets) {
        Map<Labels, NavigableMap<Double, Double>> histograms = new LinkedHashMap<>();
        for (Element bucket : buckets) {
            double bound = bound(bucket.labels().get(BOUND));
            if (!Double.isNaN(bound)) {
                histograms
                        .computeIfAbsent(
                                bucket.labels().without(BOUND, Labels.NAME), _ -> new TreeMap<>())
                        .merge(bound, bucket.value(), Double::sum);
            }
        }
        List<Element> quantiles = new ArrayList<>();
        histograms.forEach(
                (labels, counts) -> quantiles.add(new Element(labels, of(quantile, counts))));
        return quantiles;
    }

    private static double of(double quantile, NavigableMap<Double, Double> counts) {
        if (Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0 || quantile > 1) {
            return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (counts.size() < 2 || counts.lastKey() != Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        double all = counts.values().stream().reduce(0.0, Math::max);
        if (all == 0 || Double.isNaN(all)) {
            return Double.NaN;
        }
        double rank = quantile * all;
        double below = 0;
        double lowerBound = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            // Buckets scraped while they grew may fall back; they count as never falling.
            double upTo = Math.max(below, bucket.getValue());
            double bound = bucket.getKey();
            if (bound == Double.POSITIVE_INFINITY) {
                return lowerBound;
            }
            boolean lowest = bound == counts.firstKey();
            if (upTo >= rank) {
                return lowest && bound <= 0
                        ? bound
                        : lowerBound + (bound - lowerBound) * ((rank - below) / (upTo - below));
            }
            below = upTo;
            lowerBound = bound;
        }
        return Double.NaN;
    }

    private static double bound(String text) {
        try {
            return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
