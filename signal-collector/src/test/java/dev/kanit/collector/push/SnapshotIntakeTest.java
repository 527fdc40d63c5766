package dev.kanit.collector.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.collector.round.SnapshotSink;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SnapshotIntakeTest {

    private static final String TOKEN = "a-token-of-this-test-only";
    private static final String BODY = "{\"readings\":[{\"signal\":\"a\",\"canary\":1}]}";
    private static final List<String> published = new CopyOnWriteArrayList<>();
    private static final HttpClient http = HttpClient.newHttpClient();
    private static ApplicationContext context;
    private static EmbeddedServer server;

    @BeforeAll
    static void start() {
        SnapshotSink sink = (rolloutId, _, readings) -> published.add(rolloutId + readings.size());
        context =
                ApplicationContext.builder()
                        .properties(
                                Map.of(
                                        "micronaut.server.port",
                                        -1,
                                        "micronaut.server.host",
                                        "127.0.0.1",
                                        "kanit.collector.enabled",
                                        false,
                                        "kanit.collector.push-token",
                                        TOKEN))
                        .singletons(sink)
                        .start();
        server = context.getBean(EmbeddedServer.class).start();
    }

    @AfterAll
    static void stop() {
        http.close();
        server.stop();
        context.close();
    }

    @BeforeEach
    void forget() {
        published.clear();
    }

    @Test
    void snapshotWithTheTokenIsPublished() throws IOException, InterruptedException {
        assertThat(post("r-1", "Bearer " + TOKEN, BODY).statusCode()).isEqualTo(202);
        assertThat(published).containsExactly("r-11");
    }

    @Test
    void nothingIsTakenWithoutTheToken() throws IOException, InterruptedException {
        for (String authorization : List.of("", "Bearer", "Bearer wrong", "Basic " + TOKEN)) {
            assertThat(post("r-1", authorization, BODY).statusCode())
                    .as(authorization)
                    .isEqualTo(401);
        }
        assertThat(published).isEmpty();
    }

    @Test
    void wrongBodyIsAProblemThatSaysWhatWasExpected() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("r-1", "Bearer " + TOKEN, "{\"readings\":[]}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.body()).contains("\"detail\":\"readings (expected: 1 to 256)\"");
        assertThat(published).isEmpty();
    }

    @Test
    void bodyOverTheLimitIsRefused() throws IOException, InterruptedException {
        String body = BODY + " ".repeat(256 * 1024);
        assertThat(post("r-1", "Bearer " + TOKEN, body).statusCode()).isEqualTo(413);
        assertThat(published).isEmpty();
    }

    private static HttpResponse<String> post(String rollout, String authorization, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(
                                server.getURI().resolve("/v1/rollouts/" + rollout + "/snapshots"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", authorization)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
