package dev.kanit.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * One broker with its controller. Kafka's server cannot be restarted, so each start is a new one.
 */
final class KafkaNode {

    private final int id;
    private final Path directory;
    private final Properties settings;
    private @Nullable KafkaRaftServer server;

    KafkaNode(int id, Path directory, Properties settings) {
        this.id = id;
        this.directory = directory;
        this.settings = settings;
    }

    static Path logDirectory(Path nodeDirectory) {
        return nodeDirectory.resolve("log");
    }

    /** Writes the cluster id into a new log directory; leaves an older one as it is. */
    void format(String clusterId) {
        Path file = directory.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        } catch (IOException failed) {
            throw new EmbeddedStartException(
                    "data directory %s is not writable (expected: writable)".formatted(directory),
                    failed);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] command = {"format", "-t", clusterId, "-c", file.toString(), "--ignore-formatted"};
        int status =
                StorageTool.execute(command, new PrintStream(said, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new EmbeddedStartException(
                    "data directory %s cannot be formatted: %s"
                            .formatted(directory, said.toString(StandardCharsets.UTF_8).strip()));
        }
    }

    /** Returns when the broker serves; with other voters missing, that may be never. */
    synchronized void start() {
        if (server != null) {
            throw new IllegalStateException("node " + id + ": running (expected: stopped)");
        }
        KafkaRaftServer starting =
                new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server = starting;
        starting.startup();
    }

    /** Hands its partitions over and stops; does nothing when it is stopped. */
    synchronized void stop() {
        KafkaRaftServer stopping = server;
        if (stopping != null) {
            server = null;
            stopping.shutdown();
            stopping.awaitShutdown();
        }
    }
}
