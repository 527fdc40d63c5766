package dev.kanit.sampletarget;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of docs/http-actuator.md, and that the weight decides where requests go. */
final class RouterTest {

    private final TargetClient client =
            new TargetClient(
                    SampleTarget.start(
                            SampleTargetOptions.of(Scenario.HEALTHY).atRequestsPerSecond(0)));

    @AfterEach
    void stop() {
        client.close();
    }

    @ParameterizedTest(name = "{0} % of 200 requests are {1}")
    @CsvSource({"0, 0", "1, 2", "5, 10", "12.5, 25", "25, 50", "100, 200"})
    void weightDecidesExactlyHowManyRequestsGoToTheCanary(double weightPercent, int expected) {
        client.weigh(weightPercent, 1);
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            long canary =
                    IntStream.range(0, 200)
                            .mapToObj(_ -> users.submit(() -> client.get("/api/orders")))
                            .toList()
                            .stream()
                            .filter(answer -> versionOf(result(answer)).equals("v1.4.0"))
                            .count();
            assertThat(canary).isEqualTo(expected);
        }
    }

    @Test
    void stateNamesWeightGenerationAndVersions() {
        client.weigh(5, 9);
        HttpResponse<String> state = client.get("/kanit/state");
        assertThat(state.headers().firstValue("ETag")).contains("\"9\"");
        assertThat(state.body())
                .contains(
                        "\"weightPercent\":5.0",
                        "\"generation\":9",
                        "\"stableVersion\":\"v1.3.1\"",
                        "\"canaryVersion\":\"v1.4.0\"",
                        "\"stableReady\":true",
                        "\"canaryReady\":true");
    }

    @Test
    void staleGenerationIsRefusedWithTheStateAndChangesNothing() {
        client.weigh(5, 9);
        HttpResponse<String> answer = client.weigh(50, 8);
        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.body()).contains("\"weightPercent\":5.0", "\"generation\":9");
        assertThat(client.get("/kanit/state").body()).contains("\"weightPercent\":5.0");
    }

    @Test
    void sameActionMayComeAgainAndAnotherOfItsGenerationMayNot() {
        assertThat(client.weigh(5, 9).statusCode()).isEqualTo(200);
        assertThat(client.weigh(5, 9).statusCode()).isEqualTo(200);
        String other = "{\"weightPercent\":50,\"generation\":9,\"actionId\":\"other\"}";
        assertThat(client.order("PUT", "/kanit/weight", other).statusCode()).isEqualTo(412);
    }

    @Test
    void conditionalOrderIsRefusedWhenTheStateMovedOn() {
        client.weigh(5, 9);
        String body = "{\"weightPercent\":25,\"generation\":10,\"actionId\":\"r/10\"}";
        assertThat(client.order("PUT", "/kanit/weight", body, "If-Match", "\"8\"").statusCode())
                .isEqualTo(412);
        assertThat(client.order("PUT", "/kanit/weight", body, "If-Match", "\"9\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void malformedOrdersAreRefusedAndChangeNothing() {
        for (String body :
                List.of(
                        "",
                        "[]",
                        "{\"weightPercent\":5}",
                        "{\"weightPercent\":101,\"generation\":1,\"actionId\":\"a\"}",
                        "{\"weightPercent\":-1,\"generation\":1,\"actionId\":\"a\"}",
                        "{\"weightPercent\":\"5\",\"generation\":1,\"actionId\":\"a\"}",
                        "{\"weightPercent\":5,\"generation\":1.5,\"actionId\":\"a\"}",
                        "{\"weightPercent\":5,\"generation\":1,\"actionId\":\"\"}",
                        "{\"weightPercent\":5,\"generation\":1,\"actionId\":\"a\"} x")) {
            assertThat(client.order("PUT", "/kanit/weight", body).statusCode())
                    .as(body)
                    .isEqualTo(422);
        }
        assertThat(client.get("/kanit/state").body()).contains("\"generation\":0");
    }

    @Test
    void bodyOver64KibIsRefused() {
        String body = "{\"x\":\"" + "y".repeat(64 * 1024) + "\"}";
        assertThat(client.order("PUT", "/kanit/weight", body).statusCode()).isEqualTo(413);
    }

    @Test
    void restoreDeploysAVersionThatRanHereAndNoOther() {
        String restore = "{\"version\":\"%s\",\"generation\":3,\"actionId\":\"r/3\"}";
        HttpResponse<String> done =
                client.order("POST", "/kanit/restore", restore.formatted("v1.3.1"));
        assertThat(done.body()).contains("\"canaryVersion\":\"v1.3.1\"");
        assertThat(client.order("POST", "/kanit/restore", restore.formatted("v9")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void settingsAreKeptAndShown() {
        String body = "{\"settings\":{\"csp\":\"off\"},\"generation\":3,\"actionId\":\"r/3\"}";
        assertThat(client.order("PUT", "/kanit/settings", body).body())
                .contains("\"settings\":{\"csp\":\"off\"}");
    }

    @Test
    void questionsAreAnswered() {
        assertThat(client.get("/kanit/health").body()).contains("\"healthy\":true");
        assertThat(client.get("/kanit/compatibility?version=v1.3.1").body())
                .contains("\"compatible\":true");
        assertThat(client.get("/kanit/compatibility?version=v0").body())
                .contains("\"compatible\":false");
        assertThat(client.get("/kanit/verification").body())
                .contains("\"backToBaseline\":false", "expected: >= 20");
        assertThat(client.get("/kanit/nothing").statusCode()).isEqualTo(404);
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError("request failed", e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static String versionOf(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Version").orElse("none");
    }
}
