package dev.kanit.sampletarget;

import dev.kanit.sampletarget.http.HttpHandler;
import dev.kanit.sampletarget.http.HttpListener;
import dev.kanit.sampletarget.http.HttpReply;
import dev.kanit.sampletarget.http.HttpRequest;
import dev.kanit.sampletarget.http.Problem;
import dev.kanit.sampletarget.load.LoadGenerator;
import dev.kanit.sampletarget.metrics.Exposition;
import dev.kanit.sampletarget.metrics.RequestMetrics;
import dev.kanit.sampletarget.release.ReleaseShelf;
import dev.kanit.sampletarget.router.ActuatorApi;
import dev.kanit.sampletarget.router.Router;
import dev.kanit.sampletarget.server.Fault;
import dev.kanit.sampletarget.server.Platform;
import dev.kanit.sampletarget.server.ProcessVitals;
import dev.kanit.sampletarget.server.VersionedServer;
import dev.kanit.sampletarget.trading.TradingFace;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A service to roll out: a stable and a canary server, a weighted router before them, and steady
 * load. Requests, answers and their metrics are real; only what the servers do behind their HTTP
 * interface is simulated. Loopback only, on free ports.
 */
public final class SampleTarget implements AutoCloseable {

    private static final int MONITOR_REQUESTS_PER_SECOND = 5;
    private static final HttpRequest ORDER = HttpRequest.get("/api/orders");

    private final SampleTargetOptions options;
    private final Fault fault;
    private final VersionedServer stable;
    private final VersionedServer canary;
    private final List<ProcessVitals> vitals;
    private final Platform platform;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("kanit-target-", 0).factory());
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final Router router;
    private final URI routerUri;
    private final URI canaryUri;
    private final URI metricsUri;

    private SampleTarget(SampleTargetOptions options) {
        this.options = options;
        fault =
                options.scenario().isNocturnal()
                        ? Fault.atNight(options.speed())
                        : new Fault(options.speed());
        stable = VersionedServer.stable(options.stableVersion(), options.speed());
        canary = VersionedServer.canary(options.canaryVersion(), options.scenario(), fault);
        platform = new Platform(options.scenario(), fault, System.nanoTime());
        vitals = ProcessVitals.of(options.scenario(), fault, System.nanoTime());
        URI stableUri = listen(stable);
        canaryUri = listen(canary);
        router = keep(new Router(stableUri, canaryUri));
        routerUri = listen(face(new ActuatorApi(router, stable, canary, fault)));
        metricsUri = listen(this::metrics).resolve("/metrics");
        keep(LoadGenerator.start(routerUri, ORDER, options.requestsPerSecond(), threads));
        // The uptime monitor: no version's rates are ever nothing divided by nothing at 100 %.
        keep(LoadGenerator.start(stableUri, ORDER, MONITOR_REQUESTS_PER_SECOND, threads));
    }

    /**
     * Starts all parts; the canary's weight is 0 at first.
     *
     * @throws java.io.UncheckedIOException when no loopback port can be had
     */
    public static SampleTarget start(SampleTargetOptions options) {
        return new SampleTarget(options);
    }

    /** Where users send requests, and executors their orders under {@code /kanit/}. */
    public URI routerUri() {
        return routerUri;
    }

    /** The canary alone, past the router: where a micro blast radius is probed. */
    public URI canaryUri() {
        return canaryUri;
    }

    /**
     * Where Prometheus scrapes; all series of the canary and of both halves of the stable fleet.
     */
    public URI metricsUri() {
        return metricsUri;
    }

    /** The canary's share of the requests, percent, 0 to 100. */
    public double weightPercent() {
        return router.weightPercent();
    }

    /** When the scenario's fault began; empty while it has not, and always for no fault. */
    public Optional<Instant> firstFaultAt() {
        return options.scenario() == Scenario.HEALTHY || options.scenario() == Scenario.INCIDENT
                ? Optional.empty()
                : fault.begunAt(System.nanoTime());
    }

    /** What listens where users come in: orders are weighed, everything else is the platform's. */
    private HttpHandler face(ActuatorApi actuator) {
        TradingFace trading =
                new TradingFace(
                        options.stableVersion(),
                        options.canaryVersion(),
                        options.scenario() == Scenario.INCIDENT ? 1 : 0);
        ReleaseShelf release = new ReleaseShelf(options.stableVersion(), options.canaryVersion());
        return request -> {
            if (request.path().startsWith(ActuatorApi.PREFIX)) {
                return actuator.answer(request);
            }
            if (request.path().startsWith(ReleaseShelf.PREFIX)) {
                return release.answer(request);
            }
            return trading.owns(request) ? trading.answer(request) : router.answer(request);
        };
    }

    private HttpReply metrics(HttpRequest request) {
        long now = System.nanoTime();
        if (!request.path().equals("/metrics")) {
            return Problem.of(404, request.path() + " (expected: /metrics)");
        }
        if (options.scenario() == Scenario.BLACKOUT && fault.ageMinutes(now).isPresent()) {
            return Problem.of(503, "metrics are not available");
        }
        Exposition out = new Exposition();
        RequestMetrics.expose(
                out, Stream.concat(canary.metrics().stream(), stable.metrics().stream()).toList());
        synchronized (vitals) {
            vitals.forEach(process -> process.advanceTo(now));
            ProcessVitals.expose(out, vitals);
            platform.advanceTo(now);
            platform.expose(out);
        }
        return HttpReply.of(200, Exposition.CONTENT_TYPE, out.toString());
    }

    private URI listen(HttpHandler handler) {
        return keep(HttpListener.open(threads, handler)).uri();
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.add(part);
        return part;
    }

    /** Stops everything and waits for its threads; takes well under a second. */
    @Override
    public void close() {
        threads.shutdownNow();
        for (AutoCloseable part : parts.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("close of " + part, e);
            }
        }
        threads.close();
    }
}
