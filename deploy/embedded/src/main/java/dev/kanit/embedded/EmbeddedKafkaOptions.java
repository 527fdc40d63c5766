package dev.kanit.embedded;

import java.nio.file.Path;

/**
 * How an embedded Kafka is to run.
 *
 * @param dataDirectory where its logs live; created when missing, reopened when not
 * @param nodes 1, or 3 for tests that lose a broker; each is broker and controller
 * @param port port of the first broker, the next ones follow; 0 for free ones, which then change
 *     from start to start
 */
public record EmbeddedKafkaOptions(Path dataDirectory, int nodes, int port) {

    private static final int MAX_PORT = 65_535;

    public EmbeddedKafkaOptions {
        if (nodes != 1 && nodes != 3) {
            throw new IllegalArgumentException("nodes: " + nodes + " (expected: 1 or 3)");
        }
        if (port < 0 || port > MAX_PORT - nodes) {
            throw new IllegalArgumentException(
                    "port: " + port + " (expected: 0.." + (MAX_PORT - nodes) + ")");
        }
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
    }

    /** Free ports. */
    public static EmbeddedKafkaOptions in(Path dataDirectory, int nodes) {
        return new EmbeddedKafkaOptions(dataDirectory, nodes, LoopbackPort.ANY);
    }
}
