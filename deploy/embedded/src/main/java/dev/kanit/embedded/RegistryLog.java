package dev.kanit.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The registry's memory: a compacted topic with one partition. There is one registry per cluster,
 * so it is also the only writer.
 */
final class RegistryLog implements AutoCloseable {

    static final String TOPIC = "_schemas";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;

    RegistryLog(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        createTopic();
        this.producer =
                new KafkaProducer<>(
                        // Shorter than the wait for the answer, which is then never left open.
                        settings("delivery.timeout.ms", "20000", "request.timeout.ms", "10000"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** Returns when the record is safe. */
    void append(RegistryRecord record) {
        try {
            producer.send(
                            new ProducerRecord<>(
                                    TOPIC,
                                    0,
                                    record.key().getBytes(UTF_8),
                                    RegistryRecordJson.write(record)))
                    .get(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("the registry's log cannot be written", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** Hands over everything that was appended, oldest first. */
    void replay(Consumer<RegistryRecord> sink) {
        try (var consumer =
                new KafkaConsumer<>(
                        settings("isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            Long end = consumer.endOffsets(List.of(PARTITION), ANSWER_WITHIN).get(PARTITION);
            long deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
            while (end != null && consumer.position(PARTITION, ANSWER_WITHIN) < end) {
                if (System.nanoTime() - deadline > 0) {
                    throw new EmbeddedStartException(
                            "the registry's log could not be read within " + ANSWER_WITHIN);
                }
                consumer.poll(Duration.ofMillis(100))
                        .forEach(found -> sink.accept(RegistryRecordJson.read(found.value())));
            }
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private void createTopic() {
        NewTopic topic =
                new NewTopic(TOPIC, 1, replication())
                        .configs(
                                Map.of(
                                        TopicConfig.CLEANUP_POLICY_CONFIG,
                                        TopicConfig.CLEANUP_POLICY_COMPACT));
        try (Admin admin = Admin.create(settings("client.id", "schema-registry"))) {
            admin.createTopics(List.of(topic))
                    .all()
                    .get(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw new EmbeddedStartException("the registry's log cannot be created", failed);
            }
        } catch (TimeoutException late) {
            throw new EmbeddedStartException(
                    "Kafka at %s did not answer within %s"
                            .formatted(bootstrapServers, ANSWER_WITHIN),
                    late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbeddedStartException("interrupted", interrupted);
        }
    }

    private short replication() {
        return (short) Math.min(3, bootstrapServers.split(",").length);
    }

    private Map<String, Object> settings(String... more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("enable.metrics.push", false);
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }
}
