package dev.kanit.collector.promql;

/** What became of a query's text. */
public sealed interface Parsed {

    record Query(Expression expression) implements Parsed {}

    /** Not of the subset; {@code why} names the position, what stands there and what may. */
    record Malformed(String why) implements Parsed {}
}
