package dev.kanit.archiver.retention;

import java.time.Duration;

/**
 * How an archiver prunes by itself.
 *
 * @param policy how long what is kept
 * @param every how often it looks, 1 s to 1 day
 */
public record RetentionSettings(RetentionPolicy policy, Duration every) {

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofDays(1);

    /** The usual times, looked at once an hour. */
    public static final RetentionSettings USUAL =
            new RetentionSettings(RetentionPolicy.USUAL, Duration.ofHours(1));

    public RetentionSettings {
        if (every.compareTo(LEAST) < 0 || every.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "every: %s (expected: %s to %s)".formatted(every, LEAST, MOST));
        }
    }
}
