package dev.kanit.archiver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How an archiver runs.
 *
 * @param clientSettings Kafka client settings: {@code bootstrap.servers}, security
 * @param root directory of the archive; holds {@code logs} and {@code rollouts}
 * @param maxSegmentAge how long a record may wait before it is stored, 10 ms to 1 min
 */
public record ArchiverSettings(
        Map<String, Object> clientSettings, Path root, Duration maxSegmentAge) {

    /** As evidence.md promises. */
    public static final Duration USUAL_SEGMENT_AGE = Duration.ofSeconds(5);

    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration MOST = Duration.ofMinutes(1);

    public ArchiverSettings {
        if (maxSegmentAge.compareTo(LEAST) < 0 || maxSegmentAge.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "maxSegmentAge: %s (expected: %s to %s)".formatted(maxSegmentAge, LEAST, MOST));
        }
        clientSettings = Map.copyOf(clientSettings);
    }

    /** The usual age, and nothing but the brokers' addresses. */
    public static ArchiverSettings of(String bootstrapServers, Path root) {
        return new ArchiverSettings(
                Map.of("bootstrap.servers", bootstrapServers), root, USUAL_SEGMENT_AGE);
    }
}
