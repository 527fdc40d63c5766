package dev.kanit.sampletarget.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** What one track counts of its requests. Every series exists from the start, at 0. */
public final class RequestMetrics {

    private static final List<Integer> STATUSES = List.of(200, 409, 422, 500, 503);

    private final String labels;
    private final Histogram durations = Histogram.ofRequestSeconds();
    private final Map<Integer, LongAdder> byStatus = new TreeMap<>();
    private final LongAdder riskBlocks = new LongAdder();
    private final LongAdder conflicts = new LongAdder();
    private final LongAdder cspViolations = new LongAdder();

    /**
     * Nothing counted yet.
     *
     * @param track canary, or a half of the stable fleet
     */
    public RequestMetrics(String track) {
        this.labels = "track=\"" + track + "\"";
        STATUSES.forEach(status -> byStatus.put(status, new LongAdder()));
    }

    /**
     * Counts one answered request.
     *
     * @param status one of 200, 409 (idempotency conflict), 422 (blocked by risk), 500, 503
     * @param seconds from its arrival to its answer
     */
    public void answered(int status, double seconds, boolean cspViolation) {
        LongAdder counter = byStatus.get(status);
        if (counter == null) {
            throw new IllegalArgumentException(
                    "status: " + status + " (expected: one of " + STATUSES + ")");
        }
        counter.increment();
        durations.observe(seconds);
        if (status == 409) {
            conflicts.increment();
        }
        if (status == 422) {
            riskBlocks.increment();
        }
        if (cspViolation) {
            cspViolations.increment();
        }
    }

    /** Writes the series of all tracks, metric by metric. */
    public static void expose(Exposition out, List<RequestMetrics> tracks) {
        String duration = "http_request_duration_seconds";
        out.metric(
                duration,
                "histogram",
                "From arrival to answer.",
                tracks,
                (to, track) -> track.durations.expose(to, duration, track.labels));
        out.metric(
                "http_requests_total",
                "counter",
                "Answered requests.",
                tracks,
                (to, track) ->
                        track.byStatus.forEach(
                                (status, count) ->
                                        to.sample(
                                                "http_requests_total",
                                                track.labels + ",status=\"" + status + "\"",
                                                (double) count.sum())));
        counter(out, tracks, "risk_blocks_total", "Orders blocked by risk.", t -> t.riskBlocks);
        counter(out, tracks, "idempotency_conflicts_total", "Key conflicts.", t -> t.conflicts);
        counter(out, tracks, "csp_violations_total", "CSP reports.", t -> t.cspViolations);
    }

    private static void counter(
            Exposition out,
            List<RequestMetrics> tracks,
            String name,
            String help,
            Function<RequestMetrics, LongAdder> counter) {
        out.metric(
                name,
                "counter",
                help,
                tracks,
                (to, track) -> to.sample(name, track.labels, (double) counter.apply(track).sum()));
    }
}
