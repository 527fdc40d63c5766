package dev.kanit.executor.run;

import java.time.Duration;

/**
 * How long to wait between attempts: the first pause, doubled each time up to the longest.
 *
 * @param firstPause &gt; 0
 * @param longestPause &gt;= firstPause
 */
public record Patience(Duration firstPause, Duration longestPause) {

    /** A quarter of a second at first, four seconds at most. */
    public static final Patience USUAL =
            new Patience(Duration.ofMillis(250), Duration.ofSeconds(4));

    private static final int MAX_DOUBLINGS = 20;

    public Patience {
        if (!firstPause.isPositive()) {
            throw new IllegalArgumentException("firstPause: " + firstPause + " (expected: > 0)");
        }
        if (longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "longestPause: " + longestPause + " (expected: >= " + firstPause + ")");
        }
    }

    /** Pause after the {@code attempt}th attempt, counted from 1. */
    Duration after(int attempt) {
        Duration pause =
                firstPause.multipliedBy(1L << Math.min(Math.max(attempt - 1, 0), MAX_DOUBLINGS));
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
