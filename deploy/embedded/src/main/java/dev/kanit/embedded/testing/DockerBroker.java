package dev.kanit.embedded.testing;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka in a container. Loaded only when Testcontainers is there. */
record DockerBroker(KafkaContainer container) implements TestCluster.Broker {

    private static final DockerImageName IMAGE = DockerImageName.parse("apache/kafka:4.3.1");

    static boolean isDockerAnswering() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    static DockerBroker start() {
        KafkaContainer container = new KafkaContainer(IMAGE);
        container.start();
        return new DockerBroker(container);
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void close() {
        container.stop();
    }
}
