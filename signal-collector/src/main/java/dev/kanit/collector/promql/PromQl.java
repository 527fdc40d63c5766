package dev.kanit.collector.promql;

import java.time.Duration;
import java.time.Instant;

/**
 * The subset of PromQL that the collector evaluates itself, with Prometheus' results:
 *
 * <ul>
 *   <li>instant selectors with {@code =}, {@code !=}, {@code =~}, {@code !~} (the whole value must
 *       match), range selectors
 *   <li>{@code rate}, {@code increase}, {@code histogram_quantile}, {@code vector}, {@code scalar}
 *   <li>{@code sum}, {@code max}, {@code min}, {@code avg}, {@code count}, with {@code by} before
 *       or after the operand
 *   <li>{@code + - * /} between scalars, scalar and vector, and vectors one-to-one on equal labels;
 *       {@code or}; unary minus; parentheses; numbers; durations like {@code 1h30m} or {@code
 *       2500ms}
 * </ul>
 *
 * <p>Ranges are open on the left and closed on the right, as in Prometheus 3. Anything else, for
 * example comparisons, {@code offset}, subqueries or {@code on}, is refused with its position.
 */
public final class PromQl {

    private static final int MAX_QUERY_LENGTH = 10_000;

    private PromQl() {}

    /** Reads a query. */
    public static Parsed parse(String query) {
        if (query.length() > MAX_QUERY_LENGTH) {
            return new Parsed.Malformed(
                    "query of %d characters (expected: <= %d)"
                            .formatted(query.length(), MAX_QUERY_LENGTH));
        }
        try {
            return new Parsed.Query(new Parser(Lexer.tokens(query)).whole());
        } catch (QueryException e) {
            return new Parsed.Malformed(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Evaluates a query at one time.
     *
     * @param lookback how old the newest sample may be that an instant selector takes
     */
    public static Evaluated evaluate(
            Expression expression, SeriesSelection series, Instant at, Duration lookback) {
        try {
            return new Evaluator(series, at.toEpochMilli(), lookback.toMillis()).value(expression);
        } catch (QueryException e) {
            return new Evaluated.Failed(String.valueOf(e.getMessage()));
        }
    }
}
