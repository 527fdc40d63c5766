package dev.kanit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.embedded.testing.TestCertificate;
import dev.kanit.schemas.KafkaClientFile;
import dev.kanit.schemas.TopicWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
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
