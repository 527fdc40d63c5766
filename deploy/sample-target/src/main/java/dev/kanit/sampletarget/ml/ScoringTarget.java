package dev.kanit.sampletarget.ml;

import dev.kanit.sampletarget.flag.FlagValue;
import dev.kanit.sampletarget.http.HttpListener;
import dev.kanit.sampletarget.http.HttpReply;
import dev.kanit.sampletarget.http.HttpRequest;
import dev.kanit.sampletarget.http.Problem;
import dev.kanit.sampletarget.load.LoadGenerator;
import dev.kanit.sampletarget.metrics.Exposition;
import dev.kanit.sampletarget.router.WeightedChoice;
import dev.kanit.sampletarget.server.Fault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** The scoring service with its metrics and its load. */
public final class ScoringTarget implements AutoCloseable {

    /** Enough that a preview scores some twenty requests in half a plan-hour at speed 1 800. */
    private static final int REQUESTS_PER_SECOND = 500;

    private static final HttpRequest ASK =
            new HttpRequest(
                    "POST",
                    ScoringService.SCORE,
                    "",
                    Map.of(),
                    "{\"features\":{\"rsi\":55.1,\"macd\":0.2}}".getBytes(StandardCharsets.UTF_8));

    private final MlScenario scenario;
    private final Fault fault;
    private final Scorer scorer;
    private final ScoreMetrics metrics = new ScoreMetrics();
    private final WeightedChoice choice = new WeightedChoice();
    private final HttpListener service;
    private final HttpListener exposition;
    private final LoadGenerator load;

    private ScoringTarget(
            MlScenario scenario, double speed, String version, ExecutorService threads) {
        this.scenario = scenario;
        fault = new Fault(speed);
        scorer = new Scorer(scenario, fault);
        service = HttpListener.open(threads, new ScoringService(scorer, metrics, choice, version));
        exposition = HttpListener.open(threads, this::expose);
        load = LoadGenerator.start(service.uri(), ASK, REQUESTS_PER_SECOND, threads);
    }

    /**
     * Starts the service, scraped and under load, with the model off.
     *
     * @param threads ends the load when it is interrupted
     */
    public static ScoringTarget start(
            MlScenario scenario, double speed, String version, ExecutorService threads) {
        return new ScoringTarget(scenario, speed, version, threads);
    }

    /** From now on the model scores this share of the requests. */
    public void obey(FlagValue value) {
        choice.weigh(value.percent());
        scorer.obey(value);
        fault.weightIs(value.percent(), System.nanoTime(), Instant.now());
    }

    public URI serviceUri() {
        return service.uri();
    }

    public URI metricsUri() {
        return exposition.uri().resolve("/metrics");
    }

    /** When the scenario's fault began; empty while it has not, and always for no fault. */
    public Optional<Instant> firstFaultAt() {
        return scenario == MlScenario.HEALTHY ? Optional.empty() : fault.begunAt(System.nanoTime());
    }

    private HttpReply expose(HttpRequest request) {
        if (!request.path().equals("/metrics")) {
            return Problem.of(404, request.path() + " (expected: /metrics)");
        }
        long now = System.nanoTime();
        Exposition out = new Exposition();
        metrics.expose(out, scorer.stalenessSeconds(now), scorer.deadLetters(now));
        return HttpReply.of(200, Exposition.CONTENT_TYPE, out.toString());
    }

    @Override
    public void close() {
        load.close();
        exposition.close();
        service.close();
    }
}
