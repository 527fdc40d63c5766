package dev.kanit.sampletarget.server;

import dev.kanit.sampletarget.Scenario;
import dev.kanit.sampletarget.http.HttpHandler;
import dev.kanit.sampletarget.http.HttpReply;
import dev.kanit.sampletarget.http.HttpRequest;
import dev.kanit.sampletarget.http.Problem;
import dev.kanit.sampletarget.metrics.RequestMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One version of the service: takes its time over each order, then answers and counts. The stable
 * one runs in two halves, so that what they differ by can be told from what the release does.
 */
public final class VersionedServer implements HttpHandler {

    private static final byte[] TAKEN = "{\"taken\":true}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOT_TAKEN = "{\"taken\":false}".getBytes(StandardCharsets.UTF_8);

    private static final Duration QUOTE = Duration.ofMillis(5);

    private final Behaviour behaviour;
    private final List<RequestMetrics> halves;
    private final AtomicLong arrivals = new AtomicLong();
    private volatile String version;

    private VersionedServer(String version, Behaviour behaviour, RequestMetrics... halves) {
        this.version = version;
        this.behaviour = behaviour;
        this.halves = List.of(halves);
    }

    public static VersionedServer stable(String version, double speed) {
        return new VersionedServer(
                version,
                HealthyBehaviour.ofStable(new Fault(speed).nanosPerPlanMinute()),
                new RequestMetrics(Tracks.HALF_A),
                new RequestMetrics(Tracks.HALF_B));
    }

    public static VersionedServer canary(String version, Scenario scenario, Fault fault) {
        return new VersionedServer(
                version, new CanaryBehaviour(scenario, fault), new RequestMetrics(Tracks.CANARY));
    }

    public String version() {
        return version;
    }

    /** Deploys another version in this one's place. */
    public void deploy(String newVersion) {
        version = newVersion;
    }

    /** What the version counts: one for the canary, two for the halves of the stable fleet. */
    public List<RequestMetrics> metrics() {
        return halves;
    }

    @Override
    public HttpReply answer(HttpRequest request) throws InterruptedException {
        return switch (request.path()) {
            case "/api/orders" -> order();
            case "/health" -> HttpReply.json(200, "{\"healthy\":true}");
            case "/api/quote" -> quote();
            default -> Problem.of(404, request.path() + " (expected: /api/orders or /health)");
        };
    }

    /** Reads a price: for probes, which shall not count among the requests that are judged. */
    private HttpReply quote() throws InterruptedException {
        Thread.sleep(QUOTE);
        return new HttpReply(
                200,
                "application/json",
                Map.of("X-Version", version),
                "{\"symbol\":\"XU100\"}".getBytes(StandardCharsets.UTF_8));
    }

    private HttpReply order() throws InterruptedException {
        long arrivedAt = System.nanoTime();
        RequestMetrics half = half(arrivals.getAndIncrement());
        Outcome outcome = behaviour.next(arrivedAt);
        Thread.sleep(Duration.ofNanos(outcome.serviceNanos()));
        half.answered(
                outcome.status(), (System.nanoTime() - arrivedAt) / 1e9, outcome.cspViolation());
        return new HttpReply(
                outcome.status(),
                "application/json",
                Map.of("X-Version", version),
                outcome.status() == 200 ? TAKEN : NOT_TAKEN);
    }

    /**
     * By the Thue-Morse sequence: of each two requests one goes to either half, and no regular
     * event, such as an error on every thousandth request, always meets the same one.
     */
    private RequestMetrics half(long arrival) {
        return halves.get(Long.bitCount(arrival) % halves.size());
    }
}
