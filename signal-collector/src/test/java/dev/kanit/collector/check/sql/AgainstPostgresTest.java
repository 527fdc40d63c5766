package dev.kanit.collector.check.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.kanit.codec.check.CheckKind.Sql;
import dev.kanit.codec.check.Expectation;
import dev.kanit.collector.check.Redaction;
import dev.kanit.collector.check.run.CheckAccess;
import dev.kanit.collector.check.run.CheckLab;
import dev.kanit.collector.check.run.Ran;
import dev.kanit.wire.CheckOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL checks on a real PostgreSQL; skipped with its reason where there is none. */
final class AgainstPostgresTest {

    @TempDir static Path directory;
    private static PostgresServer postgres;

    @BeforeAll
    static void start() throws IOException, InterruptedException, SQLException {
        Optional<String> missing = PostgresServer.missing();
        if (missing.isPresent()) {
            abort(missing.get());
        }
        // The server's user is another one than the test's where the test runs as root.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        postgres = PostgresServer.start(directory);
        execute(
                "create table t (n int); insert into t select generate_series(1, 10);"
                        + " create sequence s; create function writes() returns int"
                        + " language sql as 'insert into t values (99); select 1'");
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "select count(*) from t | <= 10 | PASSED | 10",
                "select count(*) from t | < 10 | FAILED | 10",
                "select 'up' where 1 = 1 | up | PASSED | up",
                "select null | null | PASSED | NULL, which is no value",
                "select null | * | FAILED | NULL, which is no value",
                "select null | != pending | FAILED | NULL, which is no value",
                "select max(n) from t where n > 100 | <= 5 | FAILED | NULL, which is no value",
                "select n from t where n > 100 | 1 | ERRORED | no row",
                "select n from t | 1 | ERRORED | several rows",
                "select no_such_column from t | 1 | ERRORED | no_such_column",
                "show transaction_read_only | on | PASSED | on",
            })
    void valueOfAStatementIsJudged(
            String query, String value, CheckOutcome outcome, String observed)
            throws InterruptedException {
        Ran ran = sql(query, value, "");

        assertThat(ran.outcome()).as(ran.observed()).isEqualTo(outcome);
        assertThat(ran.observed()).contains(observed).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with w as (insert into t values (7) returning n) select n from w",
                "select writes()",
                "select nextval('s')",
                "select set_config('transaction_read_only', 'off', true)"
            })
    void statementThatWritesIsRefused(String query) throws Exception {
        long before = count();
        Ran ran = sql(query, "*", "");

        assertThat(ran.outcome()).as(ran.observed()).isEqualTo(CheckOutcome.ERRORED);
        assertThat(ran.observed()).containsAnyOf("read-only", "read-write mode must be set before");
        assertThat(count()).isEqualTo(before);
    }

    /** The plan's reader refuses several statements; this is what a way around it would meet. */
    @Test
    void transactionThatIsEndedIsStillNotWrittenIn() throws Exception {
        long before = count();
        Database database = new Database(Map.of("DB", postgres.jdbcUrl()));
        assertThatThrownBy(
                        () ->
                                database.ask(
                                        "DB",
                                        "commit; insert into t values (8)",
                                        Duration.ofSeconds(5)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("read-only");
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void severalStatementsAreNotSent() {
        Sql check = new Sql("DB", "select 1; select 2", new Expectation.Present());
        assertThatThrownBy(
                        () ->
                                new SqlCheck(new Database(Map.of()), new Redaction(Map.of()))
                                        .run(check, Duration.ZERO))
                .hasMessageContaining("expected: one statement");
    }

    @Test
    void slowStatementIsEndedByTheServerToo() throws Exception {
        Ran ran = sql("select pg_sleep(600)", "*", "timeout: 1s");

        assertThat(ran.outcome()).isEqualTo(CheckOutcome.ERRORED);
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (sleeping() > 0) {
            assertThat(System.nanoTime()).as("within 20 s").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void largeResultIsRefused() throws InterruptedException {
        Ran ran = sql("select repeat('x', 50000000)", "*", "");

        assertThat(ran.outcome()).isEqualTo(CheckOutcome.ERRORED);
    }

    @Test
    void clockOfTheDatabaseIsCompared() throws InterruptedException {
        Ran near = run("clock: {sql: '${DB}', drift: <= 30s}");
        assertThat(near.outcome()).as(near.observed()).isEqualTo(CheckOutcome.PASSED);
        assertThat(run("clock: {sql: '${DB}', drift: '> 30s'}").outcome())
                .isEqualTo(CheckOutcome.FAILED);
    }

    @Test
    void databaseThatIsNotOpenToChecksIsNotAsked() throws InterruptedException {
        Ran ran = run("sql: {url: '${OTHER}', query: select 1, value: = 1}");

        assertThat(ran.outcome()).isEqualTo(CheckOutcome.ERRORED);
        assertThat(ran.observed()).contains("${OTHER}", "KANIT_CHECK_DATABASES");
    }

    @Test
    void databaseIsNeverFilledIntoAnAddress() throws InterruptedException {
        Ran ran = run("http: {url: 'http://127.0.0.1:1/${DB}'}");

        assertThat(ran.observed()).contains("${DB} has no value").doesNotContain("s3cr3t");
    }

    private static Ran sql(String query, String value, String besides) throws InterruptedException {
        return run(
                "sql: {url: '${DB}', query: \"%s\", value: '%s'}\n%s\n"
                        .formatted(query, value, besides));
    }

    private static Ran run(String check) throws InterruptedException {
        return CheckLab.one(
                check,
                new CheckAccess(
                        Map.of(), Map.of("DB", postgres.jdbcUrl()), Map.of(), Optional.empty()));
    }

    private static long count() throws SQLException {
        return number("select count(*) from t");
    }

    private static long sleeping() throws SQLException {
        return number(
                "select count(*) from pg_stat_activity where application_name = 'kanit-check'");
    }

    private static long number(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    private static void execute(String statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
