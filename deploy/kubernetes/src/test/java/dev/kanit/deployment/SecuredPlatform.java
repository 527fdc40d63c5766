package dev.kanit.deployment;

import dev.kanit.embedded.EmbeddedKafka;
import dev.kanit.embedded.EmbeddedKafkaOptions;
import dev.kanit.embedded.EmbeddedRegistry;
import dev.kanit.embedded.SecuredListener;
import dev.kanit.embedded.testing.TestCertificate;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicWriter;
import dev.kanit.schemas.cluster.ClusterChanges;
import dev.kanit.schemas.cluster.ClusterWish;
import dev.kanit.schemas.cluster.ServiceRights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;

/**
 * Kafka with TLS, logins and rights, a registry, and for every service the mounts that its pod has:
 * the shipped client.properties, and its secret as one file for each key.
 */
final class SecuredPlatform implements AutoCloseable {

    private final Path directory;
    private final EmbeddedKafka kafka;
    private final EmbeddedRegistry registry;

    private SecuredPlatform(Path directory, EmbeddedKafka kafka, EmbeddedRegistry registry) {
        this.directory = directory;
        this.kafka = kafka;
        this.registry = registry;
    }

    static SecuredPlatform start(Path directory) throws IOException, InterruptedException {
        TestCertificate certificate = TestCertificate.in(directory);
        Map<String, String> passwords = new HashMap<>();
        for (TopicWriter service : TopicWriter.values()) {
            passwords.put(service.principal(), UUID.randomUUID().toString());
        }
        EmbeddedKafka kafka =
                EmbeddedKafka.start(
                        EmbeddedKafkaOptions.secured(
                                directory.resolve("kafka"),
                                new SecuredListener(
                                        passwords, Optional.of(certificate.keyStore()))));
        EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            ClusterChanges.apply(
                    admin,
                    new ClusterWish(
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            Optional.of(ServiceRights.usual()),
                            Set.of()));
        }
        try (SchemaRegistryClient client =
                new SchemaRegistryClient(registry.uri(), Duration.ofSeconds(10))) {
            SchemaRegistration.registerAll(client);
        }
        for (TopicWriter service : TopicWriter.values()) {
            Path secret = directory.resolve("secret-" + service.principal());
            Files.createDirectories(secret);
            Files.writeString(secret.resolve("username"), service.principal());
            Files.writeString(
                    secret.resolve("password"), passwords.getOrDefault(service.principal(), ""));
            Files.copy(certificate.trusted(), secret.resolve("ca.crt"));
        }
        return new SecuredPlatform(directory, kafka, registry);
    }

    /** What the pod of a service has in its environment, for Kafka and the registry. */
    Map<String, String> environment(TopicWriter service) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.securedServers());
        environment.put("SCHEMA_REGISTRY_URL", registry.uri().toString());
        environment.put(
                "KANIT_KAFKA_CLIENT_FILE", mounted("client.properties", service).toString());
        environment.put("MICRONAUT_CONFIG_FILES", config(service).toString());
        if (service == TopicWriter.STAGE_EVALUATOR) {
            environment.put(
                    "KANIT_KAFKA_COMMAND_FILE", mounted("command.properties", service).toString());
        }
        return environment;
    }

    /** The service's part of the shipped config map. */
    private Path config(TopicWriter service) throws IOException {
        String key = service.principal() + ".yml";
        String shipped =
                DeployFiles.documents(Kustomizations.ROOT.resolve("base/settings.yaml"))
                        .getLast()
                        .path("data")
                        .path(key)
                        .asText();
        if (shipped.isEmpty()) {
            throw new IOException(key + ": not in kanit-config (expected: one for each service)");
        }
        return Files.writeString(directory.resolve(key), shipped);
    }

    /** A shipped file; this broker knows PLAIN where it says SCRAM, and mounts lie elsewhere. */
    private Path mounted(String key, TopicWriter service) throws IOException {
        String shipped =
                DeployFiles.documents(
                                Kustomizations.ROOT.resolve(
                                        "components/kafka-sasl-tls/client.yaml"))
                        .getFirst()
                        .path("data")
                        .path(key)
                        .asText();
        Path file = directory.resolve(service.principal() + "-" + key);
        Files.writeString(
                file,
                shipped.replace("SCRAM-SHA-512", "PLAIN")
                        .replace("scram.ScramLoginModule", "plain.PlainLoginModule")
                        .replace(
                                "/etc/kanit/kafka-secret",
                                directory.resolve("secret-" + service.principal()).toString())
                        .replace(
                                "/etc/kanit/command-secret",
                                directory.resolve("secret-command-api").toString()));
        return file;
    }

    @Override
    public void close() {
        registry.close();
        kafka.close();
    }
}
