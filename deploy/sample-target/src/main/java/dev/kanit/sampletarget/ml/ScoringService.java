package dev.kanit.sampletarget.ml;

import dev.kanit.sampletarget.http.HttpHandler;
import dev.kanit.sampletarget.http.HttpReply;
import dev.kanit.sampletarget.http.HttpRequest;
import dev.kanit.sampletarget.http.Json;
import dev.kanit.sampletarget.http.Problem;
import dev.kanit.sampletarget.router.WeightedChoice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Scores a symbol: by the model for the flag's share of the requests, by rules for the others. A
 * feature that is no number is never scored.
 */
final class ScoringService implements HttpHandler {

    static final String SCORE = "/api/ml/score";

    private final Scorer scorer;
    private final ScoreMetrics metrics;
    private final WeightedChoice choice;
    private final Map<String, String> identity;

    /**
     * @param buildSha what the header {@code X-Build-Sha} says
     */
    ScoringService(Scorer scorer, ScoreMetrics metrics, WeightedChoice choice, String buildSha) {
        this.scorer = scorer;
        this.metrics = metrics;
        this.choice = choice;
        this.identity = Map.of("X-Build-Sha", buildSha);
    }

    @Override
    public HttpReply answer(HttpRequest request) throws InterruptedException {
        return switch (request.method() + " " + request.path()) {
            case "POST " + SCORE -> score(request);
            case "GET /api/health" -> json(200, "{\"healthy\":true}");
            // Degraded without the executor, never failed: prices do not need it.
            case "GET /api/quotes" ->
                    json(200, "{\"degraded\":" + !executorAnswers() + ",\"quotes\":120}");
            case "GET /executor/health" ->
                    executorAnswers()
                            ? json(200, "{\"healthy\":true}")
                            : Problem.of(503, "the executor does not answer");
            default ->
                    Problem.of(
                            404,
                            request.path()
                                    + " (expected: "
                                    + SCORE
                                    + ", /api/health, /api/quotes or /executor/health)");
        };
    }

    private HttpReply score(HttpRequest request) throws InterruptedException {
        Optional<Map<String, Object>> body =
                Json.object(new String(request.body(), StandardCharsets.UTF_8));
        if (body.isEmpty() || !(body.get().get("features") instanceof Map<?, ?> features)) {
            return Problem.of(422, "features (expected: an object of numbers)");
        }
        for (Map.Entry<?, ?> feature : features.entrySet()) {
            if (!(feature.getValue() instanceof Double)) {
                metrics.failedClosed();
                return Problem.of(
                        422,
                        "features.%s: %s (expected: a number)"
                                .formatted(feature.getKey(), feature.getValue()),
                        "\"score\":null",
                        identity);
            }
        }
        return choice.nextIsCanary() ? byModel() : json(200, "{\"score\":0.5,\"by\":\"rules\"}");
    }

    private HttpReply byModel() throws InterruptedException {
        long began = System.nanoTime();
        Scorer.Score score = scorer.next(began);
        Thread.sleep(Duration.ofNanos(score.serviceNanos()));
        metrics.answered(score, (System.nanoTime() - began) / 1e9);
        return score.failed()
                ? Problem.of(500, "the model did not answer")
                : json(
                        200,
                        String.format(
                                Locale.ROOT,
                                "{\"score\":%.2f,\"confidence\":%.2f,\"by\":\"ml\"}",
                                score.score(),
                                score.confidence()));
    }

    private boolean executorAnswers() {
        return scorer.executorAnswers(System.nanoTime());
    }

    private HttpReply json(int status, String body) {
        return new HttpReply(
                status, "application/json", identity, body.getBytes(StandardCharsets.UTF_8));
    }
}
