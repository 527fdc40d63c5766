package dev.kanit.sampletarget.server;

import dev.kanit.sampletarget.Scenario;
import dev.kanit.sampletarget.metrics.Exposition;
import dev.kanit.sampletarget.metrics.Histogram;

/**
 * What both versions share: database, connection pool, outbox. Healthy, unless the scenario slows
 * the outbox down. Not thread-safe.
 */
public final class Platform {

    private static final double HEALTHY_LAG_SECONDS = 2;
    private static final double BACKLOG_LAG_SECONDS = 14;
    private static final double DELIVERIES_PER_SECOND = 400;

    private final Noise noise = new Noise(20);
    private final Histogram deliveries =
            new Histogram(0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10, 12.5, 15, 20, 30, 60);
    private final boolean slowsDown;
    private final Fault fault;
    private double lagSeconds = HEALTHY_LAG_SECONDS;
    private double deliveriesDue;
    private long delivered;
    private long advancedToNanos;

    /**
     * A healthy platform.
     *
     * @param fault when the scenario's fault is there
     * @param nowNanos of {@link System#nanoTime}
     */
    public Platform(Scenario scenario, Fault fault, long nowNanos) {
        this.slowsDown = scenario == Scenario.BACKLOG;
        this.fault = fault;
        this.advancedToNanos = nowNanos;
    }

    /** Delivers what has come since the last call. */
    public void advanceTo(long nowNanos) {
        boolean slow = slowsDown && fault.ageMinutes(nowNanos).isPresent();
        lagSeconds = slow ? BACKLOG_LAG_SECONDS : HEALTHY_LAG_SECONDS;
        deliveriesDue += Math.max(0, nowNanos - advancedToNanos) / 1e9 * DELIVERIES_PER_SECOND;
        advancedToNanos = nowNanos;
        for (; delivered < (long) deliveriesDue; delivered++) {
            deliveries.observe(noise.around(lagSeconds, 5));
        }
    }

    public void expose(Exposition out) {
        gauge(out, "pgbouncer_pools_server_active_connections", Math.rint(noise.around(40, 3)));
        gauge(out, "pgbouncer_pools_client_active_connections", Math.rint(noise.around(60, 3)));
        gauge(out, "pgbouncer_databases_pool_size", 100);
        out.metric("pg_stat_activity_count", "gauge", "Database connections.")
                .sample("pg_stat_activity_count", "state=\"active\"", 24)
                .sample("pg_stat_activity_count", "state=\"idle\"", 36);
        gauge(out, "outbox_lag_seconds", noise.around(lagSeconds, 5));
        String lag = "outbox_delivery_lag_seconds";
        out.metric(lag, "histogram", "From the order to its delivery by the outbox.");
        deliveries.expose(out, lag, "shard=\"0\"");
        gauge(out, "idempotency_keys_pending", Math.rint(noise.around(400, 2)));
        gauge(out, "pg_stat_user_tables_n_dead_tup", 12_000);
    }

    private static void gauge(Exposition out, String name, double value) {
        out.metric(name, "gauge", "Of the platform that both versions share.")
                .sample(name, "", value);
    }
}
