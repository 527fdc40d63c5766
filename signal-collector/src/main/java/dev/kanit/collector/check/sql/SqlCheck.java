package dev.kanit.collector.check.sql;

import dev.kanit.codec.check.CheckKind.Sql;
import dev.kanit.collector.check.Expectations;
import dev.kanit.collector.check.Judged;
import dev.kanit.collector.check.Redaction;
import dev.kanit.collector.check.Seen;
import java.sql.SQLException;
import java.time.Duration;

/** Runs {@code sql}: one statement, whose only value must be as expected. */
public final class SqlCheck {

    private static final int SHOWN = 200;

    private final Database database;
    private final Redaction redaction;

    public SqlCheck(Database database, Redaction redaction) {
        this.database = database;
        this.redaction = redaction;
    }

    /**
     * Asks the database.
     *
     * @param limit for the statement
     * @throws SQLException when it does not answer, or refuses, for example to write
     * @throws IllegalArgumentException when there is more than one statement
     */
    public Judged run(Sql check, Duration limit) throws SQLException {
        if (check.query().contains(";")) {
            throw new IllegalArgumentException("';' in the query (expected: one statement)");
        }
        return switch (database.ask(check.database(), check.query(), limit)) {
            case Database.Row.One(String value) ->
                    Judged.of(
                            Expectations.holds(check.value(), value),
                            Seen.of(redaction.cut(value, SHOWN)));
            case Database.Row.Null _ ->
                    Judged.of(
                            Expectations.holdsForNothing(check.value()),
                            Seen.of("NULL, which is no value"));
            case Database.Row.None _ -> Judged.errored("no row (expected: one)");
            case Database.Row.Many _ -> Judged.errored("several rows (expected: one)");
        };
    }
}
