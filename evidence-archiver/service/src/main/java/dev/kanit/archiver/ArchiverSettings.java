package dev.kanit.archiver;

import dev.kanit.archiver.retention.RetentionSettings;
import dev.kanit.archiver.witness.WitnessSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How an archiver runs.
 *
 * @param clientSettings Kafka client settings: {@code bootstrap.servers}, security
 * @param root directory of the archive; holds {@code logs} and {@code rollouts}
 * @param keys directory of the signing key and of the signer's memory; not inside {@code root},
 *     since who restores an old archive must not restore an old memory with it
 * @param maxSegmentAge how long a record may wait before it is stored, 10 ms to 1 min
 * @param retention how the archive is pruned; empty when it is not, but by the command
 * @param witnesses who is asked to cosign; empty for nobody
 * @param publishEvery how long a stored record may wait for a signed checkpoint, 10 ms to 1 min
 */
public record ArchiverSettings(
        Map<String, Object> clientSettings,
        Path root,
        Path keys,
        Duration maxSegmentAge,
        Duration publishEvery,
        Optional<RetentionSettings> retention,
        Optional<WitnessSettings> witnesses) {

    /** As evidence.md promises. */
    public static final Duration USUAL_SEGMENT_AGE = Duration.ofSeconds(5);

    /** With the usual segment age, a record is signed for within seven seconds. */
    public static final Duration USUAL_PUBLISH_EVERY = Duration.ofSeconds(2);

    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration MOST = Duration.ofMinutes(1);

    public ArchiverSettings {
        requireAge("maxSegmentAge", maxSegmentAge);
        requireAge("publishEvery", publishEvery);
        if (absolute(keys).startsWith(absolute(root))) {
            throw new IllegalArgumentException(
                    "keys: %s (expected: outside of the archive %s)".formatted(keys, root));
        }
        clientSettings = Map.copyOf(clientSettings);
    }

    /** Keys in {@code keys} beside the archive, checkpoints as usual. */
    public ArchiverSettings(Map<String, Object> clientSettings, Path root, Duration maxSegmentAge) {
        this(
                clientSettings,
                root,
                beside(root, "keys"),
                maxSegmentAge,
                USUAL_PUBLISH_EVERY,
                Optional.of(RetentionSettings.USUAL),
                Optional.empty());
    }

    /** The usual times, and nothing but the brokers' addresses. */
    public static ArchiverSettings of(String bootstrapServers, Path root) {
        return new ArchiverSettings(
                Map.of("bootstrap.servers", bootstrapServers), root, USUAL_SEGMENT_AGE);
    }

    /** The same with another publishing interval. */
    public ArchiverSettings withPublishEvery(Duration every) {
        return new ArchiverSettings(
                clientSettings, root, keys, maxSegmentAge, every, retention, witnesses);
    }

    /** The same with another retention; empty when nothing is pruned. */
    public ArchiverSettings withRetention(Optional<RetentionSettings> other) {
        return new ArchiverSettings(
                clientSettings, root, keys, maxSegmentAge, publishEvery, other, witnesses);
    }

    /** The same with witnesses; empty for none. */
    public ArchiverSettings withWitnesses(Optional<WitnessSettings> other) {
        return new ArchiverSettings(
                clientSettings, root, keys, maxSegmentAge, publishEvery, retention, other);
    }

    /** The policy that auditors check this archive with; they get it on another way, too. */
    public Path trustPolicy() {
        return beside(root, "trust.policy");
    }

    private static Path beside(Path root, String name) {
        return absolute(root).resolveSibling(name);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static void requireAge(String name, Duration age) {
        if (age.compareTo(LEAST) < 0 || age.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: %s to %s)".formatted(name, age, LEAST, MOST));
        }
    }
}
