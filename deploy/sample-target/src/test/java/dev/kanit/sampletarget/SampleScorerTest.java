package dev.kanit.sampletarget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.sampletarget.ml.MlScenario;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The model behind its flag, as an executor, a check and Prometheus see them. */
final class SampleScorerTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aFlagThatNobodyHasSignedForStaysAsItIs() throws Exception {
        try (SampleScorer scorer = SampleScorer.start(MlScenario.HEALTHY, 1_800, "v2")) {
            HttpResponse<String> answer = set(scorer, "whsec_AAAA", "0.5", "\"1\"", 1);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(scorer.flagValue().text()).isEqualTo("0");
        }
    }

    @Test
    void anOrderIsObeyedOnceAndAnOlderOneNever() throws Exception {
        try (SampleScorer scorer = SampleScorer.start(MlScenario.HEALTHY, 1_800, "v2")) {
            assertThat(set(scorer, "0.5", "\"1\"", 2).statusCode()).isEqualTo(200);
            assertThat(set(scorer, "0.5", "\"1\"", 2).statusCode()).as("repeated").isEqualTo(200);
            assertThat(set(scorer, "0.1", "\"1\"", 3).statusCode())
                    .as("based on a state that has passed")
                    .isEqualTo(412);
            assertThat(set(scorer, "1.0", "\"2\"", 1).statusCode()).as("older").isEqualTo(412);
            assertThat(set(scorer, "loud", "\"2\"", 4).statusCode()).as("no value").isEqualTo(422);
            assertThat(scorer.flagValue().text()).isEqualTo("0.5");
        }
    }

    @Test
    void aFeatureThatIsNoNumberIsNeverScored() throws Exception {
        try (SampleScorer scorer = SampleScorer.start(MlScenario.HEALTHY, 1_800, "v2")) {
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(scorer.serviceUri().resolve("/api/ml/score"))
                                    .POST(body("{\"features\":{\"rsi\":\"NaN\"}}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("\"score\":null");
            assertThat(answer.headers().firstValue("x-build-sha")).contains("v2");
            assertThat(get(scorer.metricsUri()))
                    .contains("ml_guardrail_breaches_total{scorer=\"ml\"} 1\n");
        }
    }

    @Test
    void theModelScoresTheFlagsShareAndIsSlowOnlyUnderLoad() throws Exception {
        try (SampleScorer scorer = SampleScorer.start(MlScenario.SLOW, 10_000, "v2")) {
            assertThat(set(scorer, "preview", "\"1\"", 1).statusCode()).isEqualTo(200);
            await(() -> sample(scorer, "ml_scores_total") >= 5);
            assertThat(scorer.firstFaultAt()).isEmpty();
            assertThat(set(scorer, "0.5", "\"2\"", 2).statusCode()).isEqualTo(200);
            await(() -> sample(scorer, "ml_score_duration_seconds_sum") >= 20);
            assertThat(scorer.firstFaultAt()).isPresent();
        }
    }

    @Test
    void withoutTheExecutorPricesAreDegradedAndNotFailed() throws Exception {
        try (SampleScorer scorer = SampleScorer.start(MlScenario.STALE, 10_000, "v2")) {
            assertThat(set(scorer, "1.0", "\"1\"", 1).statusCode()).isEqualTo(200);
            await(() -> sample(scorer, "ml_score_age_seconds") == 75);
            assertThat(get(scorer.serviceUri().resolve("/api/quotes")))
                    .contains("\"degraded\":true");
            assertThat(get(scorer.serviceUri().resolve("/executor/health"))).contains("503");
        }
    }

    private double sample(SampleScorer scorer, String name) {
        return get(scorer.metricsUri())
                .lines()
                .filter(line -> line.startsWith(name + "{scorer=\"ml\"} "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private String get(URI uri) {
        try {
            return http.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private HttpResponse<String> set(SampleScorer scorer, String value, String tag, long generation)
            throws Exception {
        return set(scorer, scorer.flagSecret(), value, tag, generation);
    }

    private HttpResponse<String> set(
            SampleScorer scorer, String secret, String value, String tag, long generation)
            throws Exception {
        String body =
                """
                {"flag":"%s","step":"set-weight","generation":%d,"actionId":"r/%d","value":"%s",\
                "weightPercent":1}"""
                        .formatted(SampleScorer.FLAG, generation, generation, value);
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        String id = "msg_" + generation;
        return http.send(
                HttpRequest.newBuilder(
                                scorer.flagUri()
                                        .resolve("/kanit/flags/" + SampleScorer.FLAG + "/value"))
                        .PUT(body(body))
                        .header("webhook-id", id)
                        .header("webhook-timestamp", timestamp)
                        .header("webhook-signature", signature(secret, id, timestamp, body))
                        .header("Idempotency-Key", "r/" + generation + "/set-weight")
                        .header("If-Match", tag)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String signature(String secret, String id, String timestamp, String body)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] signed = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(signed);
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(DEADLINE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
