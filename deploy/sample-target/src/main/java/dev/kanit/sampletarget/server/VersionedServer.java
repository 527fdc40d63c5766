package dev.kanit.sampletarget.server;

import dev.kanit.sampletarget.Scenario;
import dev.kanit.sampletarget.http.HttpHandler;
import dev.kanit.sampletarget.http.HttpReply;
import dev.kanit.sampletarget.http.HttpRequest;
import dev.kanit.sampletarget.http.Problem;
import dev.kanit.sampletarget.metrics.RequestMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** One version of the service: takes its time over each order, then answers and counts. */
public final class VersionedServer implements HttpHandler {

    private static final byte[] TAKEN = "{\"taken\":true}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOT_TAKEN = "{\"taken\":false}".getBytes(StandardCharsets.UTF_8);

    private final Behaviour behaviour;
    private final RequestMetrics metrics;
    private volatile String version;

    private VersionedServer(String version, Behaviour behaviour, RequestMetrics metrics) {
        this.version = version;
        this.behaviour = behaviour;
        this.metrics = metrics;
    }

    public static VersionedServer stable(String version, double speed) {
        return new VersionedServer(
                version,
                HealthyBehaviour.ofStable(new Fault(speed).nanosPerPlanMinute()),
                new RequestMetrics("baseline"));
    }

    public static VersionedServer canary(String version, Scenario scenario, Fault fault) {
        return new VersionedServer(
                version, new CanaryBehaviour(scenario, fault), new RequestMetrics("canary"));
    }

    public String version() {
        return version;
    }

    /** Deploys another version in this one's place. */
    public void deploy(String newVersion) {
        version = newVersion;
    }

    public RequestMetrics metrics() {
        return metrics;
    }

    @Override
    public HttpReply answer(HttpRequest request) throws InterruptedException {
        return switch (request.path()) {
            case "/api/orders" -> order();
            case "/health" -> HttpReply.json(200, "{\"healthy\":true}");
            default -> Problem.of(404, request.path() + " (expected: /api/orders or /health)");
        };
    }

    private HttpReply order() throws InterruptedException {
        long arrivedAt = System.nanoTime();
        Outcome outcome = behaviour.next(arrivedAt);
        Thread.sleep(Duration.ofNanos(outcome.serviceNanos()));
        metrics.answered(
                outcome.status(), (System.nanoTime() - arrivedAt) / 1e9, outcome.cspViolation());
        return new HttpReply(
                outcome.status(),
                "application/json",
                Map.of("X-Version", version),
                outcome.status() == 200 ? TAKEN : NOT_TAKEN);
    }
}
