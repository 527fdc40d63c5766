package dev.kanit.codec.plan;

import java.time.Duration;

/**
 * Runs a plan faster than planned, for rehearsals: every duration and every count over a duration
 * is divided, rates keep their meaning.
 *
 * @param factor 1 in production; 1 to 100 000
 */
record Speed(double factor) {

    static final double MAX = 100_000;

    Speed {
        if (!(factor >= 1 && factor <= MAX)) {
            throw new IllegalArgumentException(
                    "speed: " + factor + " (expected: 1 to " + MAX + ")");
        }
    }

    /** At least a millisecond, but zero stays zero. */
    Duration of(Duration planned) {
        if (factor == 1 || planned.isZero()) {
            return planned;
        }
        return Duration.ofMillis(Math.max(1, Math.round(planned.toMillis() / factor)));
    }

    /** At least one, but zero stays zero. */
    long of(long planned) {
        return planned == 0 ? 0 : Math.max(1, (long) Math.ceil(planned / factor));
    }
}
