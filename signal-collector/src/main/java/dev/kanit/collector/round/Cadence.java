package dev.kanit.collector.round;

import java.time.Duration;
import java.time.Instant;

/**
 * The ticks of a rollout: whole multiples of its interval since 1970, so that restarts and other
 * instances keep the beat.
 *
 * @param every time between two ticks, 100 ms or more
 */
public record Cadence(Duration every) {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    public Cadence {
        if (every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "every: " + every + " (expected: >= " + SHORTEST + ")");
        }
    }

    /** The first tick after {@code instant}. */
    public Instant after(Instant instant) {
        long everyMillis = every.toMillis();
        return Instant.ofEpochMilli(
                (Math.floorDiv(instant.toEpochMilli(), everyMillis) + 1) * everyMillis);
    }

    /** Ticks after {@code from} and before {@code to}, which a round that took so long missed. */
    public long missedBetween(Instant from, Instant to) {
        long everyMillis = every.toMillis();
        return Math.max(
                0,
                Math.floorDiv(to.toEpochMilli(), everyMillis)
                        - Math.floorDiv(from.toEpochMilli(), everyMillis));
    }
}
