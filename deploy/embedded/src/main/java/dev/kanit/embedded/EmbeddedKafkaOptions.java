package dev.kanit.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How an embedded Kafka is to run.
 *
 * @param dataDirectory where its logs live; created when missing, reopened when not
 * @param nodes 1, or 3 for tests that lose a broker; each is broker and controller
 * @param port port of the first broker, the next ones follow; 0 for free ones, which then change
 *     from start to start
 * @param secured a second listener with users and rights; one node only
 */
public record EmbeddedKafkaOptions(
        Path dataDirectory, int nodes, int port, Optional<SecuredListener> secured) {

    private static final int MAX_PORT = 65_535;

    public EmbeddedKafkaOptions {
        if (nodes != 1 && nodes != 3) {
            throw new IllegalArgumentException("nodes: " + nodes + " (expected: 1 or 3)");
        }
        if (port < 0 || port > MAX_PORT - nodes) {
            throw new IllegalArgumentException(
                    "port: " + port + " (expected: 0.." + (MAX_PORT - nodes) + ")");
        }
        if (secured.isPresent() && nodes != 1) {
            throw new IllegalArgumentException("nodes: " + nodes + " (expected: 1, secured)");
        }
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
    }

    public EmbeddedKafkaOptions(Path dataDirectory, int nodes, int port) {
        this(dataDirectory, nodes, port, Optional.empty());
    }

    /** Free ports. */
    public static EmbeddedKafkaOptions in(Path dataDirectory, int nodes) {
        return new EmbeddedKafkaOptions(dataDirectory, nodes, LoopbackPort.ANY);
    }

    /** One node with users and rights, on free ports. */
    public static EmbeddedKafkaOptions secured(Path dataDirectory, SecuredListener listener) {
        return new EmbeddedKafkaOptions(dataDirectory, 1, LoopbackPort.ANY, Optional.of(listener));
    }
}
