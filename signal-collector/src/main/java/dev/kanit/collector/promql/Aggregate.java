package dev.kanit.collector.promql;

import dev.kanit.collector.promql.Expression.Aggregator;

/** What one group of an aggregation adds up to. NaN counts in sums, and never wins a maximum. */
final class Aggregate {

    private double sum;
    private long count;
    private double highest = Double.NaN;
    private double lowest = Double.NaN;

    void add(double value) {
        sum += value;
        count++;
        highest = Double.isNaN(highest) || value > highest ? value : highest;
        lowest = Double.isNaN(lowest) || value < lowest ? value : lowest;
    }

    double of(Aggregator aggregator) {
        return switch (aggregator) {
            case SUM -> sum;
            case MAX -> highest;
            case MIN -> lowest;
            case AVG -> sum / count;
            case COUNT -> (double) count;
        };
    }
}
