package dev.kanit.standalone.bench;

import dev.kanit.embedded.EmbeddedKafka;
import dev.kanit.embedded.EmbeddedRegistry;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicAdministration;
import dev.kanit.schemas.TopicCatalogue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker and a registry of the benchmark's own, with topics and schemas in place. */
final class BenchCluster implements AutoCloseable {

    private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(10);

    private final EmbeddedKafka kafka;
    private final EmbeddedRegistry registry;
    private final SchemaRegistryClient client;

    BenchCluster(Path directory) {
        kafka = EmbeddedKafka.start(directory, 1);
        registry = EmbeddedRegistry.start(kafka.bootstrapServers());
        client = new SchemaRegistryClient(registry.uri(), REGISTRY_TIMEOUT);
        SchemaRegistration.registerAll(client);
        try (Admin admin = Admin.create(clientConfig())) {
            TopicAdministration.ensureTopics(admin, TopicCatalogue.DEFAULT_PARTITIONS, (short) 1);
        }
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    URI registryUri() {
        return registry.uri();
    }

    SchemaRegistryClient registry() {
        return client;
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = clientConfig();
        config.putAll(more);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> config = clientConfig();
        config.put("auto.offset.reset", "earliest");
        config.putAll(more);
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Admin admin() {
        return Admin.create(clientConfig());
    }

    static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, TopicCatalogue.DEFAULT_PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    @Override
    public void close() {
        client.close();
        registry.close();
        kafka.close();
    }

    private Map<String, Object> clientConfig() {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", kafka.bootstrapServers());
        config.put("enable.metrics.push", false);
        return config;
    }
}
