package dev.kanit.collector.promql;

import java.util.List;

/** What a query came to. */
public sealed interface Evaluated {

    /** A number. */
    record Scalar(double value) implements Evaluated {}

    /** Any number of values, told apart by their labels. */
    record Vector(List<Element> elements) implements Evaluated {
        public Vector {
            elements = List.copyOf(elements);
        }
    }

    /** No result, because the series do not fit the query; {@code why} says how. */
    record Failed(String why) implements Evaluated {}

    /** One value of a vector. */
    record Element(Labels labels, double value) {}
}
