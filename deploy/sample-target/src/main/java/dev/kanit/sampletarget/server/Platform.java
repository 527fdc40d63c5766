package dev.kanit.sampletarget.server;

import dev.kanit.sampletarget.metrics.Exposition;

/** What both versions share: database, connection pool, outbox. Always healthy. */
public final class Platform {

    private final Noise noise = new Noise(20);

    public void expose(Exposition out) {
        gauge(out, "pgbouncer_pools_server_active_connections", Math.rint(noise.around(40, 3)));
        gauge(out, "pgbouncer_pools_client_active_connections", Math.rint(noise.around(60, 3)));
        gauge(out, "pgbouncer_databases_pool_size", 100);
        out.metric("pg_stat_activity_count", "gauge", "Database connections.")
                .sample("pg_stat_activity_count", "state=\"active\"", 24)
                .sample("pg_stat_activity_count", "state=\"idle\"", 36);
        gauge(out, "outbox_lag_seconds", noise.around(2, 5));
        gauge(out, "idempotency_keys_pending", Math.rint(noise.around(400, 2)));
        gauge(out, "pg_stat_user_tables_n_dead_tup", 12_000);
    }

    private static void gauge(Exposition out, String name, double value) {
        out.metric(name, "gauge", "Of the platform that both versions share.")
                .sample(name, "", value);
    }
}
