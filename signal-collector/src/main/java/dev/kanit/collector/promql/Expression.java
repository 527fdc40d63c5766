package dev.kanit.collector.promql;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A parsed query. */
public sealed interface Expression {

    record Literal(double value) implements Expression {}

    /** An instant selector: the newest sample of each matching series. */
    record Selector(String metric, List<Matcher> matchers) implements Expression {
        public Selector {
            matchers = List.copyOf(matchers);
        }
    }

    /** A range selector: the samples of the last {@code range}; only within a range function. */
    record Range(Selector selector, Duration range) implements Expression {}

    /** {@code rate} or {@code increase} of counters. */
    record Growth(boolean perSecond, Range of) implements Expression {}

    /** {@code histogram_quantile}. */
    record Quantile(Expression quantile, Expression buckets) implements Expression {}

    /** {@code vector}: a scalar as a vector of one element without labels. */
    record ToVector(Expression scalar) implements Expression {}

    /** {@code scalar}: the value of a vector's only element; NaN for any other vector. */
    record ToScalar(Expression vector) implements Expression {}

    /** An aggregation; without {@code by}, over everything. */
    record Aggregation(Aggregator aggregator, List<String> by, Expression of)
            implements Expression {
        public Aggregation {
            by = List.copyOf(by);
        }
    }

    record Arithmetic(Operator operator, Expression left, Expression right) implements Expression {}

    /** {@code or}: the left vector, and what only the right one has. */
    record Union(Expression left, Expression right) implements Expression {}

    /** One condition on a label. A regular expression must match the whole value. */
    record Matcher(String label, boolean equal, String value, Optional<Pattern> pattern) {

        boolean matches(Labels labels) {
            String found = labels.get(label);
            boolean same =
                    pattern.map(regex -> regex.matcher(found).matches())
                            .orElseGet(() -> found.equals(value));
            return same == equal;
        }
    }

    /** How an aggregation makes one value of many. */
    enum Aggregator {
        SUM,
        MAX,
        MIN,
        AVG,
        COUNT
    }

    /** Arithmetic on floating-point numbers; dividing by zero gives an infinity or NaN. */
    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE;

        double apply(double left, double right) {
            return switch (this) {
                case ADD -> left + right;
                case SUBTRACT -> left - right;
                case MULTIPLY -> left * right;
                case DIVIDE -> left / right;
            };
        }
    }
}
