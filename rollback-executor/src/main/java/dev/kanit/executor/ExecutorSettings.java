package dev.kanit.executor;

import dev.kanit.executor.run.Patience;
import java.util.Map;

/**
 * How an executor runs.
 *
 * @param clientSettings Kafka client settings: {@code bootstrap.servers}, security
 * @param name of this executor on its records, 1 to 200 characters
 * @param patience pauses between attempts at an unreachable target
 * @param warmUp whether it gets ready for its first order before it follows decisions, for two
 *     seconds at most: worth it for a process that lives, not for one that a test starts
 */
public record ExecutorSettings(
        Map<String, Object> clientSettings, String name, Patience patience, boolean warmUp) {

    private static final int MAX_NAME_LENGTH = 200;

    public ExecutorSettings {
        if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "name: '" + name + "' (expected: 1 to " + MAX_NAME_LENGTH + " characters)");
        }
        clientSettings = Map.copyOf(clientSettings);
    }

    /** Without a warm-up. */
    public ExecutorSettings(Map<String, Object> clientSettings, String name, Patience patience) {
        this(clientSettings, name, patience, false);
    }

    /** The same, warmed up before it follows. */
    public ExecutorSettings warmedUp() {
        return new ExecutorSettings(clientSettings, name, patience, true);
    }

    /** The usual patience, and nothing but the brokers' addresses. */
    public static ExecutorSettings of(String bootstrapServers, String name) {
        return new ExecutorSettings(
                Map.of("bootstrap.servers", bootstrapServers), name, Patience.USUAL);
    }
}
