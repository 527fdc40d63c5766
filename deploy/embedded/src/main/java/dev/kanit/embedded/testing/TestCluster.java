package dev.kanit.embedded.testing;

import dev.kanit.embedded.EmbeddedKafka;
import dev.kanit.embedded.EmbeddedRegistry;
import dev.kanit.schemas.SchemaRegistryClient;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * One broker and a registry for a test: Testcontainers' Kafka when it is on the class path and
 * Docker answers, else the embedded one. {@code KANIT_TEST_KAFKA=embedded} in the environment
 * settles it.
 */
public final class TestCluster implements AutoCloseable {

    private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(10);

    private final Broker broker;
    private final EmbeddedRegistry registry;
    private final SchemaRegistryClient client;

    private TestCluster(Broker broker) {
        this.broker = broker;
        this.registry = EmbeddedRegistry.start(broker.bootstrapServers());
        this.client = new SchemaRegistryClient(registry.uri(), REGISTRY_TIMEOUT);
    }

    /** A broker, wherever it runs. */
    interface Broker extends AutoCloseable {

        String bootstrapServers();

        @Override
        void close();
    }

    /** Starts a cluster with neither topics nor schemas. */
    public static TestCluster start() {
        return start(isDockerWanted() ? DockerBroker.start() : embedded());
    }

    static TestCluster start(Broker broker) {
        try {
            return new TestCluster(broker);
        } catch (RuntimeException failed) {
            broker.close();
            throw failed;
        }
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public URI registryUri() {
        return registry.uri();
    }

    /** A client of the registry; closed with the cluster. */
    public SchemaRegistryClient registry() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        registry.close();
        broker.close();
    }

    private static boolean isDockerWanted() {
        return !"embedded".equals(System.getenv("KANIT_TEST_KAFKA"))
                && isOnClassPath("org.testcontainers.kafka.KafkaContainer")
                && DockerBroker.isDockerAnswering();
    }

    private static boolean isOnClassPath(String name) {
        try {
            Class.forName(name, false, TestCluster.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException _) {
            return false;
        }
    }

    static Broker embedded() {
        try {
            Path directory = Files.createTempDirectory("kanit-kafka");
            EmbeddedKafka kafka = EmbeddedKafka.start(directory, 1);
            return new Embedded(kafka, directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private record Embedded(EmbeddedKafka kafka, Path directory) implements Broker {

        @Override
        public String bootstrapServers() {
            return kafka.bootstrapServers();
        }

        @Override
        public void close() {
            kafka.close();
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(Embedded::delete);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private static void delete(File file) {
            if (!file.delete()) {
                file.deleteOnExit();
            }
        }
    }
}
