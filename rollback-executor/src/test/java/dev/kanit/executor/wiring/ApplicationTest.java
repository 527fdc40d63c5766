package dev.kanit.executor.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.TopicAdministration;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** The settings file, as a process of its own reads it. */
final class ApplicationTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    @Test
    void executorStartsFromItsSettingsFileAndServesProbesAndMetrics() throws Exception {
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
                            "--kanit.registry.url=" + cluster.registryUri())) {
                URI server = context.getBean(EmbeddedServer.class).getURI();
                assertThat(context.getBean(KafkaConnection.class).settings())
                        .containsEntry("client.id", "told");
                awaitUp(http, server.resolve("/health"));
                assertThat(get(http, server.resolve("/prometheus")))
                        .contains("kanit_actions_total{outcome=\"succeeded\"}")
                        .contains("kanit_deliveries_total{outcome=\"gave-up\"}");

                assertThat(status(http, server.resolve("/health/liveness"))).isEqualTo(OK);
                threadThatTells().interrupt();
                awaitStatus(http, server.resolve("/health/liveness"), UNAVAILABLE);
                assertThat(get(http, server.resolve("/health")))
                        .contains("Crashed[why=interrupted]");
                assertThat(status(http, server.resolve("/health/readiness")))
                        .as("who tells nobody any more is restarted, and rolls back until then")
                        .isEqualTo(OK);
            }
        }
    }

    /** Interrupted by nobody but this test: it stands for every defect that ends telling. */
    private static Thread threadThatTells() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("rollback-executor-notices"))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitStatus(HttpClient http, URI uri, int wanted)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (status(http, uri) != wanted) {
            assertThat(System.nanoTime()).as("%s", uri).isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static int status(HttpClient http, URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static void awaitUp(HttpClient http, URI health)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        String told;
        do {
            told = get(http, health);
            assertThat(System.nanoTime()).as(told).isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        } while (!told.startsWith("{\"name\":\"rollback-executor\",\"status\":\"UP\""));
        assertThat(told).contains("Following");
    }

    private static String get(HttpClient http, URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
}
