package dev.kanit.collector.check.sql;

import dev.kanit.codec.check.Bound;
import dev.kanit.collector.check.ClockJudge;
import dev.kanit.collector.check.Judged;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Compares this host's clock with a PostgreSQL server's. */
public final class DatabaseClock {

    private static final String NOW =
            "select (extract(epoch from clock_timestamp()) * 1000)::bigint";

    private final Database database;
    private final InstantSource clock;

    public DatabaseClock(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Asks for the other clock. The time of connecting counts as uncertainty, not as drift.
     *
     * @throws SQLException when the database does not answer
     */
    public Judged run(String name, Bound drift, Duration limit) throws SQLException {
        Instant asked = clock.instant();
        Database.Row row = database.ask(name, NOW, limit);
        Instant answered = clock.instant();
        return row instanceof Database.Row.One(String millis)
                ? ClockJudge.judge(
                        drift,
                        asked,
                        answered,
                        Instant.ofEpochMilli(Long.parseLong(millis)),
                        Duration.ofMillis(1))
                : Judged.errored("the database tells no time");
    }
}
