package dev.kanit.archiver.intake;

import java.time.Clock;
import java.time.Duration;

/**
 * How fast records become evidence.
 *
 * @param maxSegmentAge how long a record may wait before it is stored
 * @param publishEvery how long a stored record may wait before it is signed for
 * @param clock tells how long records wait
 */
public record Pace(Duration maxSegmentAge, Duration publishEvery, Clock clock) {

    /** Promise G2: a record is under a signed checkpoint this long after its append. */
    public static final Duration SIGNED_WITHIN = Duration.ofSeconds(10);

    private static final int ROUNDS_BETWEEN_LOOKS = 15;

    public Pace {
        if (!maxSegmentAge.isPositive() || !publishEvery.isPositive()) {
            throw new IllegalArgumentException(
                    "pace: %s, %s (expected: > 0)".formatted(maxSegmentAge, publishEvery));
        }
    }

    /** How long a change of the topics may go unseen: half a minute at the usual pace. */
    Duration lookAtTopicsEvery() {
        return publishEvery.multipliedBy(ROUNDS_BETWEEN_LOOKS);
    }

    long nowMillis() {
        return clock.millis();
    }
}
