package dev.kanit.standalone.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.kanit.executor.telling.NotifySettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a person's hold to the message in the chat, and the evidence that it was sent. */
final class ToldPlatformTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLAN =
            """
            plan: told
            hypothesis: v2 is no worse than v1
            service: shop
            from: v1
            to: v2
            actuator: {http: {url: "http://127.0.0.1:1"}}
            source: {push: {every: 10s}}
            signals:
              latency: {unit: ms, query: 'latency{track="$track"}', pass: "<= 200ms"}
            stages:
              - {weight: 5%, bake: 10m}
            decide:
              missing: {holdAfter: 5m, rollbackAfter: 60m}
              providerDown: {holdAfter: 5m, rollbackAfter: 60m}
            notify:
              channels:
                chat: {slack: {url: "${CHAT}"}}
              routes:
                - {severity: warning, to: [chat]}
                - {severity: critical, to: [chat]}
            """;

    @TempDir private Path directory;

    @Test
    void holdReachesTheChatAndItsDeliveryTheEvidence() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        HttpServer slack =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slack.createContext(
                "/hook",
                exchange -> {
                    bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write("ok".getBytes(UTF_8));
                    exchange.close();
                });
        slack.start();
        String hook = "http://127.0.0.1:" + slack.getAddress().getPort() + "/hook";
        NotifySettings telling =
                NotifySettings.usual(
                        name -> name.equals("CHAT") ? hook : "",
                        "https://kanit.example.com/rollouts/{rollout}");
        try (HttpClient client = HttpClient.newHttpClient();
                Platform platform =
                        Platform.start(PlatformOptions.in(directory).telling(telling), _ -> {})) {
            post(client, platform, "/v1/rollouts", Map.of("id", "told", "plan", PLAN, "by", "ci"));
            post(
                    client,
                    platform,
                    "/v1/rollouts/told/commands",
                    Map.of("kind", "TAKE_COMMAND", "by", "ayse"));
            post(
                    client,
                    platform,
                    "/v1/rollouts/told/commands",
                    Map.of("kind", "HOLD", "by", "ayse"));

            JsonNode message = await(bodies, "HELD");

            assertThat(message.path("text").asText())
                    .startsWith("WARNING: shop at 5%: HELD (PERSON");
            assertThat(message.path("blocks").toString())
                    .contains("commander: ayse")
                    .contains("shop v1 → v2, plan told@")
                    .contains("https://kanit.example.com/rollouts/told");
            awaitArchived(platform, "rollout.deliveries");
        } finally {
            slack.stop(0);
        }
    }

    private static JsonNode await(List<String> bodies, String word) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            for (String body : bodies) {
                if (body.contains(word)) {
                    return JSON.readTree(body);
                }
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("not told of " + word + ": " + bodies);
    }

    private static void awaitArchived(Platform platform, String topic) throws Exception {
        Path counts = platform.evidenceDirectory().resolve("rollouts/told/counts.json");
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            if (Files.exists(counts)
                    && JSON.readTree(Files.readString(counts)).path(topic).path("records").asInt()
                            > 0) {
                return;
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError(topic + " is not in " + counts);
    }

    private static void post(
            HttpClient client, Platform platform, String path, Map<String, String> body)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(platform.apiUri().resolve(path))
                        .timeout(LIMIT)
                        .header("Authorization", "Bearer " + Files.readString(platform.tokenFile()))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build();
        long end = System.nanoTime() + LIMIT.toNanos();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        // A rollout that was just started is known when the evaluator has read its start.
        while (answer.statusCode() == 404 && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
            answer = client.send(request, BodyHandlers.ofString());
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }
}
