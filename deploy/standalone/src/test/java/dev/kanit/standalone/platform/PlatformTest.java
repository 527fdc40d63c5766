package dev.kanit.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.embedded.EmbeddedStartException;
import dev.kanit.sampletarget.SampleTarget;
import dev.kanit.sampletarget.SampleTargetOptions;
import dev.kanit.sampletarget.Scenario;
import dev.kanit.standalone.testing.Listeners;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlatformTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROLLOUT = "/v1/rollouts/survivor";

    private static final String PLAN =
            """
            plan: survivor
            hypothesis: v2 is no worse than v1
            service: shop
            from: v1
            to: v2
            actuator: {http: {url: "SWITCH"}}
            source: {push: {every: 10s}}
            signals:
              latency: {unit: ms, query: 'latency{track="$track"}', pass: "<= 200ms"}
            stages:
              - {weight: 5%, bake: 10m}
              - {weight: 100%, bake: 10m}
            watch: 1h
            decide:
              missing: {holdAfter: 5m, rollbackAfter: 60m}
              providerDown: {holdAfter: 5m, rollbackAfter: 60m}
            """;

    @TempDir private Path directory;

    @Test
    void rolloutOutlivesThePlatform() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                SampleTarget sample =
                        SampleTarget.start(
                                new SampleTargetOptions(Scenario.HEALTHY, 1, 50, "v1", "v2"))) {
            JsonNode viewBefore;
            List<JsonNode> decisionsBefore;
            String token;
            try (Platform platform = start(PlatformOptions.in(directory))) {
                token = Files.readString(platform.tokenFile());
                Api api = new Api(client, platform);
                api.post(
                        "/v1/rollouts",
                        Map.of(
                                "id",
                                "survivor",
                                "plan",
                                PLAN.replace("SWITCH", sample.routerUri().toString()),
                                "by",
                                "ayse"));
                api.await(view -> view.path("phase").asText().equals("baking"));
                api.postText(
                        ROLLOUT + "/snapshots",
                        "{\"readings\":[{\"signal\":\"latency\",\"canary\":90,\"baseline\":88}]}");
                api.await(view -> view.path("signals").path(0).path("value").asDouble() == 90);
                api.post(ROLLOUT + "/commands", Map.of("kind", "TAKE_COMMAND", "by", "ayse"));
                api.post(ROLLOUT + "/commands", Map.of("kind", "HOLD", "by", "ayse"));
                viewBefore = api.await(view -> view.path("phase").asText().equals("held"));
                decisionsBefore = api.decisionsUpTo(viewBefore.path("sequence").asLong());
            }

            try (Platform platform = start(PlatformOptions.in(directory))) {
                Api api = new Api(client, platform);

                JsonNode viewAfter = api.await(view -> view.path("phase").asText().equals("held"));

                assertThat(Files.readString(platform.tokenFile())).isEqualTo(token);
                for (String field :
                        List.of("commander", "stageNumber", "reasons", "planDigest", "sequence")) {
                    assertThat(viewAfter.path(field)).as(field).isEqualTo(viewBefore.path(field));
                }
                assertThat(api.decisionsUpTo(viewBefore.path("sequence").asLong()))
                        .isEqualTo(decisionsBefore);
                assertThat(decisionsBefore)
                        .extracting(one -> one.path("kind").asText())
                        .contains("STARTED", "STAGE_ENTERED", "HELD");
                api.post(ROLLOUT + "/commands", Map.of("kind", "ROLL_BACK", "by", "ayse"));
                api.await(view -> view.path("phase").asText().equals("rolled-back"));
            }
        }
    }

    @Test
    void directoryInUseIsOneSentence() throws Exception {
        try (Platform _ = start(PlatformOptions.in(directory))) {
            assertThatExceptionOfType(EmbeddedStartException.class)
                    .isThrownBy(() -> start(PlatformOptions.in(directory)))
                    .withMessage(
                            "data directory "
                                    + directory.resolve("kafka")
                                    + " is in use by another process (expected: free)");
        }
    }

    @Test
    void busyKafkaPortIsOneSentence() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            requireBusy(busy.getLocalPort(), busy.getLocalPort(), 0, 0);
        }
    }

    @Test
    void busyRegistryPortIsOneSentenceAndStopsTheBroker() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            requireBusy(busy.getLocalPort(), 0, busy.getLocalPort(), 0);
        }
    }

    @Test
    void busyApiPortIsOneSentenceAndStopsEverything() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            requireBusy(busy.getLocalPort(), 0, 0, busy.getLocalPort());
        }
    }

    @Test
    void fileInsteadOfADirectoryIsOneSentence() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> start(PlatformOptions.in(file)))
                .withMessage(file + " cannot be used (expected: a writable directory)");
    }

    private void requireBusy(int busy, int kafka, int registry, int api) throws IOException {
        Set<Integer> before = Listeners.areKnown() ? Listeners.ports() : Set.of();
        PlatformOptions options =
                new PlatformOptions(
                        directory, kafka, registry, api, Duration.ofMillis(500), _ -> "");

        assertThatExceptionOfType(EmbeddedStartException.class)
                .isThrownBy(() -> start(options))
                .withMessage("port " + busy + " on 127.0.0.1 is in use (expected: free)");
        assertThat(Listeners.areKnown() ? Listeners.ports() : Set.of()).isEqualTo(before);
    }

    private static Platform start(PlatformOptions options)
            throws IOException, InterruptedException {
        return Platform.start(options, _ -> {});
    }

    /** The HTTP API, asked as a stranger would ask it. */
    private static final class Api {

        private final HttpClient client;
        private final Platform platform;
        private final String authorization;

        Api(HttpClient client, Platform platform) throws IOException {
            this.client = client;
            this.platform = platform;
            this.authorization = "Bearer " + Files.readString(platform.tokenFile());
        }

        void post(String path, Map<String, String> body) throws IOException, InterruptedException {
            postText(path, JSON.writeValueAsString(body));
        }

        void postText(String path, String body) throws IOException, InterruptedException {
            HttpResponse<String> answer =
                    client.send(
                            request(path)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }

        JsonNode await(Predicate<JsonNode> holds) throws IOException, InterruptedException {
            long end = System.nanoTime() + LIMIT.toNanos();
            JsonNode view;
            do {
                view =
                        JSON.readTree(
                                client.send(request(ROLLOUT).build(), BodyHandlers.ofString())
                                        .body());
                if (holds.test(view)) {
                    return view;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            } while (System.nanoTime() < end);
            throw new AssertionError("not within " + LIMIT + ": " + view);
        }

        /** Reads the event stream until it has told this much. */
        List<JsonNode> decisionsUpTo(long sequence) throws IOException, InterruptedException {
            List<JsonNode> decisions = new ArrayList<>();
            try (var lines =
                    client.send(request(ROLLOUT + "/events").build(), BodyHandlers.ofLines())
                            .body()) {
                for (var line = lines.iterator(); decisions.size() < sequence && line.hasNext(); ) {
                    String text = line.next();
                    if (text.startsWith("data:")) {
                        decisions.add(JSON.readTree(text.substring("data:".length())));
                    }
                }
            }
            return decisions;
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(platform.apiUri().resolve(path))
                    .timeout(LIMIT)
                    .header("Authorization", authorization);
        }
    }
}
