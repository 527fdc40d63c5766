package dev.kanit.collector.promql;

import java.util.Collection;

/** The series that a query may see. */
@FunctionalInterface
public interface SeriesSelection {

    /** The series of one metric; others may be among them, the evaluator filters. */
    Collection<? extends Series> ofMetric(String metric);
}
