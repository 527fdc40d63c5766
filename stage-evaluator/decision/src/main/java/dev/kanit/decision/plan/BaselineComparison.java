package dev.kanit.decision.plan;

import java.util.OptionalDouble;

/**
 * How the judge compares one signal of the canary with the stable fleet.
 *
 * @param compare what is compared
 * @param allowed worsening that is still no worse than allowed, as a share: 0.1 is 10 %; 0 to
 *     {@value #MAX_ALLOWED}
 * @param floor added to both sides of a ratio, in the signal's unit, so that zero can be compared;
 *     at least 0, always 0 for counts
 * @param minEvents events that the canary must have had within a stage before it may advance; for
 *     counts, at least 0
 * @param exhaustedAt level at which the resource is used up, in the signal's unit, above 0; the
 *     signal is then watched for a leak. Empty when it cannot leak
 */
public record BaselineComparison(
        Compare compare, double allowed, double floor, long minEvents, OptionalDouble exhaustedAt) {

    public static final double MAX_ALLOWED = 10;

    /** What is compared. */
    public enum Compare {
        /** The ratio of two gauges, by its logarithm. */
        RATIO,
        /** Bad events among all events. */
        COUNTS
    }

    public BaselineComparison {
        if (!(allowed >= 0 && allowed <= MAX_ALLOWED)) {
            throw new IllegalArgumentException(
                    "allowed: " + allowed + " (expected: 0 to " + MAX_ALLOWED + ")");
        }
        if (!(floor >= 0) || Double.isInfinite(floor)) {
            throw new IllegalArgumentException("floor: " + floor + " (expected: >= 0)");
        }
        if (minEvents < 0) {
            throw new IllegalArgumentException("minEvents: " + minEvents + " (expected: >= 0)");
        }
        if (exhaustedAt.isPresent() && !(exhaustedAt.getAsDouble() > 0)) {
            throw new IllegalArgumentException(
                    "exhaustedAt: " + exhaustedAt.getAsDouble() + " (expected: > 0)");
        }
        if (compare == Compare.COUNTS && (floor != 0 || exhaustedAt.isPresent())) {
            throw new IllegalArgumentException(
                    "compare: counts (expected: ratio, for a floor or for exhaustedAt)");
        }
    }
}
