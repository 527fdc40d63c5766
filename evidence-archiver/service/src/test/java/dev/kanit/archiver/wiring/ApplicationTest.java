package dev.kanit.archiver.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kanit.archiver.store.S3ProxyProcess;
import dev.kanit.archiver.store.S3Store;
import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.TopicAdministration;
import dev.kanit.schemas.TopicCatalogue;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings file, as a process of its own reads it. */
final class ApplicationTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void archiverStartsFromItsSettingsFileAndServesHealthAndMetrics() throws Exception {
        try (TestCluster cluster = TestCluster.start();
                HttpClient http = HttpClient.newHttpClient()) {
            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
                TopicAdministration.ensureTopics(admin, 1, (short) 1);
            }
            SchemaRegistration.registerAll(cluster.registry());
            try (ApplicationContext context =
                    Application.start(
                            "--micronaut.server.port=-1",
                            "--kanit.kafka.bootstrap-servers=" + cluster.bootstrapServers(),
                            "--kanit.kafka.client.client.id=told",
                            "--kanit.archiver.root=" + directory,
                            "--kanit.registry.url=" + cluster.registryUri())) {
                URI server = context.getBean(EmbeddedServer.class).getURI();
                assertThat(context.getBean(KafkaConnection.class).settings())
                        .containsEntry("client.id", "told");
                awaitUp(http, server.resolve("/health"));
                assertThat(get(http, server.resolve("/prometheus")))
                        .contains("kanit_archive_records_total");
            }
        }
    }

    @Test
    void evidenceLiesInABucketWhenTheSettingsSaySo() throws Exception {
        assumeTrue(S3ProxyProcess.isThere(), "no S3Proxy: the build did not fetch it");
        System.setProperty("aws.accessKeyId", S3ProxyProcess.ID);
        System.setProperty("aws.secretAccessKey", S3ProxyProcess.SECRET);
        try (S3ProxyProcess server = S3ProxyProcess.start(directory.resolve("s3"));
                TestCluster cluster = TestCluster.start();
                HttpClient http = HttpClient.newHttpClient()) {
            Map<String, Object> kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
            try (Admin admin = Admin.create(kafka)) {
                TopicAdministration.ensureTopics(admin, 1, (short) 1);
            }
            SchemaRegistration.registerAll(cluster.registry());
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(
                            kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
                RecordMetadata _ =
                        producer.send(
                                        new ProducerRecord<>(
                                                TopicCatalogue.TICKS,
                                                new byte[] {'r'},
                                                new byte[1]))
                                .get();
            }
            try (ApplicationContext context =
                            Application.start(
                                    "--micronaut.server.port=-1",
                                    "--kanit.kafka.bootstrap-servers=" + cluster.bootstrapServers(),
                                    "--kanit.archiver.root=" + directory.resolve("local"),
                                    "--kanit.archiver.s3.bucket=evidence",
                                    "--kanit.archiver.s3.prefix=kanit/",
                                    "--kanit.archiver.s3.endpoint=" + server.uri(),
                                    "--kanit.archiver.retention.payload=30d",
                                    "--kanit.archiver.retention.every=1m",
                                    "--kanit.registry.url=" + cluster.registryUri());
                    S3Store store = server.store("kanit/")) {
                awaitUp(http, context.getBean(EmbeddedServer.class).getURI().resolve("/health"));
                long deadline = System.nanoTime() + LIMIT.toNanos();
                while (store.directories("logs").isEmpty()) {
                    assertThat(System.nanoTime()).as("a log in the bucket").isLessThan(deadline);
                    LockSupport.parkNanos(20_000_000);
                }
                assertThat(directory.resolve("local/logs")).doesNotExist();
            }
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    private static void awaitUp(HttpClient http, URI health)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        String told;
        do {
            told = get(http, health);
            assertThat(System.nanoTime()).as(told).isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        } while (!told.startsWith("{\"name\":\"evidence-archiver\",\"status\":\"UP\""));
        assertThat(told).contains("Archiving");
    }

    private static String get(HttpClient http, URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
}
