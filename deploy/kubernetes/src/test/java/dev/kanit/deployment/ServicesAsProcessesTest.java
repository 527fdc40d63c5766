package dev.kanit.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.schemas.TopicWriter;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The four services as pods run them: a JVM each, told by its environment, on a Kafka that asks for
 * a login and refuses what the shipped rights do not allow.
 */
final class ServicesAsProcessesTest {

    private static final String PLAN =
            """
            plan: as-processes
            hypothesis: services of their own decide as one process does
            service: spark
            from: v1
            to: v2
            actuator:
              http: {url: "http://127.0.0.1:1/"}
            source:
              push: {every: 15s}
            signals:
              errors:
                unit: 1/s
                query: errors{track="$track"}
                pass: < 1/s
            stages:
              - {weight: 10%, bake: 15m}
            """;

    private static final List<TopicWriter> SERVICES =
            List.of(
                    TopicWriter.STAGE_EVALUATOR,
                    TopicWriter.SIGNAL_COLLECTOR,
                    TopicWriter.ROLLBACK_EXECUTOR,
                    TopicWriter.EVIDENCE_ARCHIVER);

    @TempDir private Path directory;

    /** What java is told to run for a service. */
    private interface Layout {
        List<String> of(TopicWriter service) throws IOException;
    }

    @Test
    void everyServiceRunsByItsEnvironmentAndACommandBecomesADecision() throws Exception {
        String classes =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        run(service -> List.of("-cp", classes, main(service)));
    }

    @Test
    void everyServiceRunsFromTheLayersOfItsImageAsNobodyAndWithoutASecret() throws Exception {
        assumeTrue(
                SERVICES.stream().allMatch(service -> Files.exists(ServiceImage.tar(service))),
                "no images: mvn -Pimages package makes them");
        run(
                service -> {
                    ServiceImage image =
                            ServiceImage.unpacked(
                                    service, directory.resolve("image-" + service.principal()));
                    assertThat(image.config().path("User").asText()).isEqualTo("65532:65532");
                    assertThat(image.config().path("Env").toString())
                            .doesNotContainIgnoringCase("password", "token", "secret");
                    assertThat(image.arguments()).endsWith(main(service));
                    return image.arguments();
                });
    }

    private void run(Layout layout) throws Exception {
        String token = "0123456789abcdef0123456789abcdef";
        Files.writeString(mountedToken(), token);
        Files.setPosixFilePermissions(mountedToken(), PosixFilePermissions.fromString("r--r-----"));
        try (SecuredPlatform platform = SecuredPlatform.start(directory);
                ServiceProcess evaluator = start(layout, platform, TopicWriter.STAGE_EVALUATOR);
                ServiceProcess collector = start(layout, platform, TopicWriter.SIGNAL_COLLECTOR);
                ServiceProcess executor = start(layout, platform, TopicWriter.ROLLBACK_EXECUTOR);
                ServiceProcess archiver = start(layout, platform, TopicWriter.EVIDENCE_ARCHIVER)) {
            StringBuilder metrics = new StringBuilder();
            for (ServiceProcess service : List.of(evaluator, collector, executor, archiver)) {
                service.await("/health/liveness");
                service.await("/health/readiness");
                metrics.append(service.get("/prometheus").body());
            }
            assertThat(Monitoring.metrics())
                    .filteredOn(name -> name.startsWith("kanit_"))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(metrics).contains(name));

            HttpResponse<String> taken =
                    evaluator.send(
                            HttpRequest.newBuilder(evaluator.uri("/v1/rollouts"))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(start())));
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
            awaitText(evaluator, token, "/v1/rollouts", "as-processes-1");
            awaitArchived(archiver);

            for (ServiceProcess service : List.of(collector, executor, archiver, evaluator)) {
                assertThat(service.endsWhenAsked()).as(service.said()).isTrue();
                assertThat(service.said()).doesNotContain("TOPIC_AUTHORIZATION_FAILED");
            }
        }
    }

    private Path mountedToken() {
        return directory.resolve("mounted-token");
    }

    private ServiceProcess start(Layout layout, SecuredPlatform platform, TopicWriter service)
            throws IOException {
        Map<String, String> environment = platform.environment(service);
        environment.put("KANIT_STANDBYS", "1");
        environment.put("KANIT_TOKEN_FILE", mountedToken().toString());
        return ServiceProcess.start(
                layout.of(service), directory.resolve(service.principal()), environment);
    }

    static String main(TopicWriter service) {
        return switch (service) {
            case STAGE_EVALUATOR, COMMAND_API -> "dev.kanit.evaluator.wiring.Application";
            case SIGNAL_COLLECTOR -> "dev.kanit.collector.wiring.Application";
            case ROLLBACK_EXECUTOR -> "dev.kanit.executor.wiring.Application";
            case EVIDENCE_ARCHIVER -> "dev.kanit.archiver.wiring.Application";
        };
    }

    private static String start() throws IOException {
        return new ObjectMapper()
                .writeValueAsString(
                        Map.of(
                                "id",
                                "as-processes-1",
                                "plan",
                                PLAN,
                                "by",
                                "ada",
                                "reason",
                                "test"));
    }

    private static void awaitText(
            ServiceProcess service, String token, String path, String expected) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            String body =
                    service.send(
                                    HttpRequest.newBuilder(service.uri(path))
                                            .header("Authorization", "Bearer " + token))
                            .body();
            if (body.contains(expected)) {
                return;
            }
            assertThat(System.nanoTime()).as(body + service.said()).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    /** Signed heads are written by the archiver alone: it could neither read nor write without. */
    private void awaitArchived(ServiceProcess archiver) {
        Path rollout = directory.resolve("evidence-archiver/evidence/rollouts/as-processes-1");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.isDirectory(rollout)) {
            assertThat(System.nanoTime()).as(archiver.said()).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
