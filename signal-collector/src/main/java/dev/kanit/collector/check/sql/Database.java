package dev.kanit.collector.check.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Databases that the operator opened to checks, by the name of the variable that holds their URL.
 * Every statement runs in a read-only transaction of its own, which is rolled back, within a time
 * limit that the server knows, too.
 */
public final class Database {

    private static final String CONNECT_SECONDS = "5";
    private static final String MAX_RESULT = "1M";

    private final Map<String, String> urls;

    public Database(Map<String, String> urls) {
        this.urls = Map.copyOf(urls);
    }

    /** The first column of the only row, as text. */
    sealed interface Row {

        record One(String value) implements Row {}

        /** The row is there, and its value is NULL. */
        record Null() implements Row {}

        record None() implements Row {}

        record Many() implements Row {}
    }

    /**
     * Asks one statement.
     *
     * @param name of the variable
     * @throws SQLException when the database does not answer, or refuses
     * @throws IllegalArgumentException when the operator did not open it
     */
    Row ask(String name, String query, Duration limit) throws SQLException {
        try (Connection connection = open(name, limit)) {
            onlyRead(connection);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                if (isPostgres(connection)) {
                    statement.execute("SET LOCAL statement_timeout = " + limit.toMillis());
                }
                statement.setQueryTimeout((int) Math.max(1, limit.toSeconds()));
                statement.setMaxRows(2);
                try (ResultSet rows = statement.executeQuery(query)) {
                    return row(rows);
                }
            } finally {
                rollBack(connection);
            }
        }
    }

    /**
     * The session, too: the driver makes the transaction read-only, and a statement that managed to
     * end it would begin another one, which by default may write.
     */
    private static void onlyRead(Connection connection) throws SQLException {
        if (isPostgres(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
            }
        }
        connection.setReadOnly(true);
    }

    private static boolean isPostgres(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    private Connection open(String name, Duration limit) throws SQLException {
        String url =
                Optional.ofNullable(urls.get(name))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "${"
                                                        + name
                                                        + "} is no database that checks may ask"
                                                        + " (expected: named in"
                                                        + " KANIT_CHECK_DATABASES, with a JDBC"
                                                        + " URL)"));
        Properties settings = new Properties();
        settings.setProperty("ApplicationName", "kanit-check");
        settings.setProperty("connectTimeout", CONNECT_SECONDS);
        settings.setProperty("loginTimeout", CONNECT_SECONDS);
        settings.setProperty("socketTimeout", String.valueOf(limit.toSeconds() + 1));
        settings.setProperty("maxResultBuffer", MAX_RESULT);
        return DriverManager.getConnection(url, settings);
    }

    private static Row row(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return new Row.None();
        }
        String value = rows.getString(1);
        if (rows.next()) {
            return new Row.Many();
        }
        return value == null ? new Row.Null() : new Row.One(value);
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException _) {
            // A connection that is gone has nothing to roll back; the statement's error counts.
        }
    }
}
