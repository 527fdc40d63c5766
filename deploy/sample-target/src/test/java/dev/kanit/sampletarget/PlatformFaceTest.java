package dev.kanit.sampletarget;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What checks look at. */
final class PlatformFaceTest {

    private final SampleTarget target =
            SampleTarget.start(SampleTargetOptions.of(Scenario.HEALTHY).atRequestsPerSecond(0));
    private final TargetClient client = new TargetClient(target);

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/trade"})
    void everyPageCarriesTheSecurityHeaders(String path) {
        HttpResponse<String> page = client.get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().map())
                .containsKeys(
                        "content-security-policy",
                        "cross-origin-embedder-policy",
                        "cross-origin-opener-policy",
                        "strict-transport-security",
                        "date");
    }

    @Test
    void oneOrderIsTakenForAKey() {
        assertThat(client.order("POST", "/api/orders/once", "{}").statusCode()).isEqualTo(400);
        assertThat(order("k-1")).isEqualTo(200);
        assertThat(order("k-1")).isEqualTo(409);
        assertThat(order("k-2")).isEqualTo(200);
    }

    @Test
    void floodOfReportsIsLimited() {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            counts.merge(client.order("POST", "/csp-report", "{}").statusCode(), 1, Integer::sum);
        }
        assertThat(counts).containsOnlyKeys(200, 429);
        assertThat(counts.get(200)).isGreaterThanOrEqualTo(20);
    }

    @Test
    void probesDoNotCountAmongTheRequests() {
        double before = client.canaryAnswers("200");
        assertThat(client.get("/api/quote").statusCode()).isEqualTo(200);
        assertThat(client.get("/release/sbom.json").body()).contains("CycloneDX");
        assertThat(client.canaryAnswers("200")).isEqualTo(before);
    }

    @Test
    void feedSendsAPriceAndAnswersPings() throws Exception {
        CompletableFuture<String> price = new CompletableFuture<>();
        CompletableFuture<ByteBuffer> pong = new CompletableFuture<>();
        WebSocket.Listener ears =
                new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(
                            WebSocket socket, CharSequence text, boolean last) {
                        price.complete(text.toString());
                        socket.request(1);
                        return null;
                    }

                    @Override
                    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer bytes) {
                        pong.complete(ByteBuffer.allocate(4).put(bytes).flip());
                        socket.request(1);
                        return null;
                    }
                };
        URI feed = URI.create(target.canaryUri().toString().replace("http:", "ws:") + "/feed");
        try (HttpClient http = HttpClient.newHttpClient()) {
            WebSocket socket =
                    http.newWebSocketBuilder().buildAsync(feed, ears).get(10, TimeUnit.SECONDS);
            socket.sendPing(ByteBuffer.wrap(new byte[] {1, 2})).get(10, TimeUnit.SECONDS);
            assertThat(price.get(10, TimeUnit.SECONDS)).contains("\"number\":1");
            assertThat(pong.get(10, TimeUnit.SECONDS))
                    .isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
            socket.abort();
        }
    }

    private int order(String key) {
        return client.order("POST", "/api/orders/once", "{}", "Idempotency-Key", key).statusCode();
    }
}
