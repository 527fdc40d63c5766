package dev.kanit.replay.backtest;

import java.time.Instant;
import java.util.Optional;

/**
 * What a past release was worth.
 *
 * @param label whether a rollback was the right end
 * @param onset when a bad release went bad, event time; empty when nobody says
 */
public record Truth(Label label, Optional<Instant> onset) {

    /** Whether a release should have stayed. */
    public enum Label {
        GOOD,
        BAD
    }

    public Truth {
        if (label == Label.GOOD && onset.isPresent()) {
            throw new IllegalArgumentException(
                    "onset: %s (expected: none of a good release)".formatted(onset.get()));
        }
    }

    /** By what happened, and nothing else. */
    static Truth of(Course recorded) {
        return new Truth(
                recorded.rollback().isPresent() ? Label.BAD : Label.GOOD, Optional.empty());
    }

    /** What it means that a plan rolled back at that time, or not at all. */
    Standing standing(Optional<Instant> rollback) {
        return switch (label) {
            case GOOD -> rollback.isPresent() ? Standing.FALSE_ROLLBACK : Standing.RIGHT;
            case BAD -> {
                if (rollback.isEmpty()) {
                    yield Standing.MISS;
                }
                // What went bad afterwards was not seen: the release was still good.
                boolean isTooEarly = onset.isPresent() && rollback.get().isBefore(onset.get());
                yield isTooEarly ? Standing.FALSE_ROLLBACK : Standing.RIGHT;
            }
        };
    }
}
