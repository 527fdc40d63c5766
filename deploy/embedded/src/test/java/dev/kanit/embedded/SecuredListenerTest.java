package dev.kanit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.embedded.testing.TestCertificate;
import dev.kanit.schemas.KafkaClientFile;
import dev.kanit.schemas.TopicWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecuredListenerTest {

    private static final String COLLECTOR = TopicWriter.SIGNAL_COLLECTOR.principal();

    @TempDir private Path directory;

    @Test
    void clientsLogInOverTlsWithASecretThatAMountedFileHolds() throws Exception {
        TestCertificate certificate = TestCertificate.in(directory);
        try (EmbeddedKafka kafka =
                EmbeddedKafka.start(
                        EmbeddedKafkaOptions.secured(
                                directory.resolve("kafka"),
                                SecuredProbe.listener(Optional.of(certificate.keyStore()))))) {
            SecuredProbe probe = SecuredProbe.encrypted(kafka, certificate.trusted());

            assertThat(clusterId(probe.settings(COLLECTOR))).isNotBlank();
            assertThat(clusterId(byReference(probe.settings(COLLECTOR)))).isNotBlank();

            assertThatThrownBy(() -> clusterId(probe.settings(COLLECTOR, "wrong")))
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
            Map<String, Object> trustingNobody = probe.settings(COLLECTOR);
            trustingNobody.keySet().removeIf(name -> name.startsWith("ssl."));
            assertThatThrownBy(() -> clusterId(trustingNobody))
                    .hasCauseInstanceOf(SslAuthenticationException.class);
        }
    }

    @Test
    void theShippedClientFileLogsInByScramOverTlsAndNotWithAWrongPassword() throws Exception {
        TestCertificate certificate = TestCertificate.in(directory);
        try (EmbeddedKafka kafka =
                EmbeddedKafka.start(
                        EmbeddedKafkaOptions.secured(
                                directory.resolve("kafka"),
                                SecuredProbe.listener(Optional.of(certificate.keyStore()))))) {
            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                admin.alterUserScramCredentials(
                                List.of(
                                        new UserScramCredentialUpsertion(
                                                COLLECTOR,
                                                new ScramCredentialInfo(
                                                        ScramMechanism.SCRAM_SHA_512, 4_096),
                                                "right-password")))
                        .all()
                        .get(20, TimeUnit.SECONDS);
            }
            Path secret = Files.createDirectory(directory.resolve("kafka-secret"));
            Files.copy(certificate.trusted(), secret.resolve("ca.crt"));
            Files.writeString(secret.resolve("username"), COLLECTOR);

            Files.writeString(secret.resolve("password"), "right-password");
            assertThat(clusterId(shipped(secret, kafka))).isNotBlank();

            Files.writeString(secret.resolve("password"), "wrong-password");
            assertThatThrownBy(() -> clusterId(shipped(secret, kafka)))
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    /** The file that deploy/kubernetes mounts, its secret in another directory. */
    private Map<String, Object> shipped(Path secret, EmbeddedKafka kafka) throws Exception {
        String text =
                Files.readString(Path.of("../kubernetes/components/kafka-sasl-tls/client.yaml"));
        String file =
                text.lines()
                        .dropWhile(line -> !line.contains("client.properties: |"))
                        .skip(1)
                        .takeWhile(line -> line.startsWith("    "))
                        .map(line -> line.strip().replace("/etc/kanit/kafka-secret", "" + secret))
                        .collect(Collectors.joining("\n"));
        assertThat(file).contains("SCRAM-SHA-512").contains("config.providers=directory");
        Path client = directory.resolve("shipped.properties");
        Files.writeString(client, file);
        Map<String, Object> read = new HashMap<>(KafkaClientFile.read(client));
        read.put("bootstrap.servers", kafka.securedServers());
        return read;
    }

    /** As in a cluster: settings in one file, the password in another, found by Kafka itself. */
    private Map<String, Object> byReference(Map<String, Object> settings) throws Exception {
        Path secret = directory.resolve("secret.properties");
        Files.writeString(secret, "login=" + settings.get("sasl.jaas.config"));
        Path client = directory.resolve("client.properties");
        Files.writeString(
                client,
                """
                security.protocol=SASL_SSL
                sasl.mechanism=PLAIN
                sasl.jaas.config=${file:%s:login}
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                config.providers=file
                config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
                config.providers.file.param.allowed.paths=%s
                """
                        .formatted(secret, settings.get("ssl.truststore.location"), directory));
        Map<String, Object> read = new HashMap<>(KafkaClientFile.read(client));
        assertThat(read.get("sasl.jaas.config")).isEqualTo("${file:" + secret + ":login}");
        read.put("bootstrap.servers", settings.get("bootstrap.servers"));
        return read;
    }

    private static String clusterId(Map<String, Object> settings) throws Exception {
        try (Admin admin = Admin.create(settings)) {
            return admin.describeCluster().clusterId().get(20, TimeUnit.SECONDS);
        }
    }
}
