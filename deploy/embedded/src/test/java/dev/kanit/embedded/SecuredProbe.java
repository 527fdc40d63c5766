package dev.kanit.embedded;

import dev.kanit.schemas.TopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Clients that log in as one of the services, on a broker that knows them all. */
final class SecuredProbe {

    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final Duration POLL = Duration.ofSeconds(1);

    private final EmbeddedKafka kafka;
    private final Optional<Path> trusted;

    private SecuredProbe(EmbeddedKafka kafka, Optional<Path> trusted) {
        this.kafka = kafka;
        this.trusted = trusted;
    }

    static SecuredListener listener(Optional<SecuredListener.KeyStore> keyStore) {
        Map<String, String> passwords = new TreeMap<>();
        for (TopicWriter service : TopicWriter.values()) {
            passwords.put(service.principal(), PASSWORD);
        }
        return new SecuredListener(passwords, keyStore);
    }

    static SecuredProbe plain(EmbeddedKafka kafka) {
        return new SecuredProbe(kafka, Optional.empty());
    }

    static SecuredProbe encrypted(EmbeddedKafka kafka, Path trusted) {
        return new SecuredProbe(kafka, Optional.of(trusted));
    }

    Map<String, Object> settings(String user) {
        return settings(user, PASSWORD);
    }

    Map<String, Object> settings(String user, String password) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", kafka.securedServers());
        settings.put("enable.metrics.push", false);
        settings.put("sasl.mechanism", "PLAIN");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
                                .formatted(user)
                        + " password=\"%s\";".formatted(password));
        settings.put("security.protocol", trusted.isPresent() ? "SASL_SSL" : "SASL_PLAINTEXT");
        trusted.ifPresent(
                file -> {
                    settings.put("ssl.truststore.type", "PEM");
                    settings.put("ssl.truststore.location", file.toString());
                });
        settings.put("max.block.ms", 20_000);
        return settings;
    }

    /** Whether the broker takes a record from this service. */
    boolean mayWrite(TopicWriter service, String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings(service.principal()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            RecordMetadata _ =
                    producer.send(new ProducerRecord<>(topic, new byte[1], new byte[1]))
                            .get(20, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw failed;
        }
    }

    /** Whether this service may begin a transaction of this name. */
    boolean mayTransact(TopicWriter service, String transactionalId) {
        Map<String, Object> settings = settings(service.principal());
        settings.put("transactional.id", transactionalId);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            return true;
        } catch (AuthorizationException _) {
            return false;
        }
    }

    /** Whether the broker gives this service the topic's records. */
    boolean mayRead(TopicWriter service, String topic) {
        return reads(
                settings(service.principal()),
                consumer -> consumer.assign(List.of(new TopicPartition(topic, 0))));
    }

    /** Whether this service may share the topic's records in a group of this name. */
    boolean mayJoin(TopicWriter service, String topic, String group) {
        Map<String, Object> settings = settings(service.principal());
        settings.put("group.id", group);
        return reads(settings, consumer -> consumer.subscribe(List.of(topic)));
    }

    private interface Beginning {
        void of(KafkaConsumer<byte[], byte[]> consumer);
    }

    private static boolean reads(Map<String, Object> settings, Beginning beginning) {
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            beginning.of(consumer);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (consumer.poll(POLL).isEmpty()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("neither a record nor a refusal within 30 s");
                }
            }
            return true;
        } catch (AuthorizationException _) {
            return false;
        }
    }
}
