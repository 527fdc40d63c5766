package dev.kanit.collector.promql;

import dev.kanit.collector.promql.Evaluated.Element;
import dev.kanit.collector.promql.Evaluated.Scalar;
import dev.kanit.collector.promql.Evaluated.Vector;
import dev.kanit.collector.promql.Expression.Aggregation;
import dev.kanit.collector.promql.Expression.Arithmetic;
import dev.kanit.collector.promql.Expression.Growth;
import dev.kanit.collector.promql.Expression.Operator;
import dev.kanit.collector.promql.Expression.Quantile;
import dev.kanit.collector.promql.Expression.Range;
import dev.kanit.collector.promql.Expression.Selector;
import dev.kanit.collector.promql.Expression.ToScalar;
import dev.kanit.collector.promql.Expression.ToVector;
import dev.kanit.collector.promql.Expression.Union;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks an expression at one moment. */
final class Evaluator {

    private final SeriesSelection series;
    private final long atMillis;
    private final long lookbackMillis;

    Evaluator(SeriesSelection series, long atMillis, long lookbackMillis) {
        this.series = series;
        this.atMillis = atMillis;
        this.lookbackMillis = lookbackMillis;
    }

    Evaluated value(Expression expression) throws QueryException {
        return switch (expression) {
            case Expression.Literal(double value) -> new Scalar(value);
            case Selector selector -> new Vector(newest(selector));
            case Range _ -> throw new QueryException("a range selector outside of rate");
            case Growth(boolean perSecond, Range of) -> new Vector(growth(perSecond, of));
            case Quantile(Expression quantile, Expression buckets) ->
                    new Vector(HistogramQuantile.of(scalar(quantile), vector(buckets)));
            case ToVector(Expression scalar) ->
                    new Vector(List.of(new Element(Labels.NONE, scalar(scalar))));
            case ToScalar(Expression of) -> {
                List<Element> elements = vector(of);
                yield new Scalar(elements.size() == 1 ? elements.getFirst().value() : Double.NaN);
            }
            case Aggregation aggregation -> new Vector(aggregate(aggregation));
            case Arithmetic(Operator operator, Expression left, Expression right) ->
                    calculate(operator, value(left), value(right));
            case Union(Expression left, Expression right) ->
                    new Vector(unite(vector(left), vector(right)));
        };
    }

    private List<Element> newest(Selector selector) {
        List<Element> elements = new ArrayList<>();
        for (Series one : select(selector)) {
            int index = Extrapolation.firstAfter(one, atMillis) - 1;
            if (index >= 0
                    && one.timeMillis(index) > atMillis - lookbackMillis
                    && !Series.isStale(one.value(index))) {
                elements.add(new Element(one.labels(), one.value(index)));
            }
        }
        return elements;
    }

    private List<Element> growth(boolean perSecond, Range of) {
        long rangeMillis = of.range().toMillis();
        double divisor = perSecond ? rangeMillis / 1000.0 : 1;
        List<Element> elements = new ArrayList<>();
        for (Series one : select(of.selector())) {
            Extrapolation.growth(one, atMillis - rangeMillis, atMillis)
                    .ifPresent(
                            grown ->
                                    elements.add(
                                            new Element(
                                                    one.labels().without(Labels.NAME),
                                                    grown / divisor)));
        }
        return elements;
    }

    private List<Series> select(Selector selector) {
        List<Series> selected = new ArrayList<>();
        for (Series one : series.ofMetric(selector.metric())) {
            if (one.labels().get(Labels.NAME).equals(selector.metric())
                    && selector.matchers().stream().allMatch(m -> m.matches(one.labels()))) {
                selected.add(one);
            }
        }
        return selected;
    }

    private List<Element> aggregate(Aggregation aggregation) throws QueryException {
        Map<Labels, Aggregate> groups = new LinkedHashMap<>();
        for (Element element : vector(aggregation.of())) {
            groups.computeIfAbsent(element.labels().only(aggregation.by()), _ -> new Aggregate())
                    .add(element.value());
        }
        List<Element> elements = new ArrayList<>();
        groups.forEach(
                (labels, group) ->
                        elements.add(new Element(labels, group.of(aggregation.aggregator()))));
        return elements;
    }

    private static Evaluated calculate(Operator operator, Evaluated left, Evaluated right)
            throws QueryException {
        if (left instanceof Scalar(double l) && right instanceof Scalar(double r)) {
            return new Scalar(operator.apply(l, r));
        }
        List<Element> results = new ArrayList<>();
        if (left instanceof Scalar(double l)) {
            elements(right).forEach(e -> results.add(unnamed(e, operator.apply(l, e.value()))));
        } else if (right instanceof Scalar(double r)) {
            elements(left).forEach(e -> results.add(unnamed(e, operator.apply(e.value(), r))));
        } else {
            Map<Labels, Double> others = byLabels(elements(right), "right");
            byLabels(elements(left), "left")
                    .forEach(
                            (labels, value) -> {
                                Double other = others.get(labels);
                                if (other != null) {
                                    results.add(new Element(labels, operator.apply(value, other)));
                                }
                            });
        }
        return new Vector(results);
    }

    private static Map<Labels, Double> byLabels(List<Element> elements, String side)
            throws QueryException {
        Map<Labels, Double> byLabels = new LinkedHashMap<>();
        for (Element element : elements) {
            Labels labels = element.labels().without(Labels.NAME);
            if (byLabels.put(labels, element.value()) != null) {
                throw new QueryException(
                        "two series with the labels %s on the %s side (expected: one)"
                                .formatted(labels, side));
            }
        }
        return byLabels;
    }

    private static List<Element> unite(List<Element> left, List<Element> right) {
        Set<Labels> there = new HashSet<>();
        left.forEach(element -> there.add(element.labels().without(Labels.NAME)));
        List<Element> all = new ArrayList<>(left);
        for (Element element : right) {
            if (!there.contains(element.labels().without(Labels.NAME))) {
                all.add(element);
            }
        }
        return all;
    }

    private static Element unnamed(Element element, double value) {
        return new Element(element.labels().without(Labels.NAME), value);
    }

    private double scalar(Expression expression) throws QueryException {
        if (value(expression) instanceof Scalar(double value)) {
            return value;
        }
        throw new QueryException("a vector where a scalar is needed (expected: scalar(…))");
    }

    private List<Element> vector(Expression expression) throws QueryException {
        return elements(value(expression));
    }

    private static List<Element> elements(Evaluated value) throws QueryException {
        if (value instanceof Vector(List<Element> elements)) {
            return elements;
        }
        throw new QueryException("a scalar where a vector is needed (expected: vector(…))");
    }
}
