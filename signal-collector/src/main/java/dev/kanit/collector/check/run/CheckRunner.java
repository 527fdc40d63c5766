package dev.kanit.collector.check.run;

import dev.kanit.codec.check.Check;
import dev.kanit.codec.check.CheckKind;
import dev.kanit.codec.check.CheckKind.ClockOwner;
import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.collector.check.Judged;
import dev.kanit.collector.check.Redaction;
import dev.kanit.collector.check.command.CommandCheck;
import dev.kanit.collector.check.file.ArtifactCheck;
import dev.kanit.collector.check.file.Places;
import dev.kanit.collector.check.file.SbomCheck;
import dev.kanit.collector.check.http.BlastCheck;
import dev.kanit.collector.check.http.BurstCheck;
import dev.kanit.collector.check.http.CheckHttp;
import dev.kanit.collector.check.http.HttpCheck;
import dev.kanit.collector.check.http.WebClock;
import dev.kanit.collector.check.http.WebSocketCheck;
import dev.kanit.collector.check.metrics.MetricsCheck;
import dev.kanit.collector.check.sql.Database;
import dev.kanit.collector.check.sql.DatabaseClock;
import dev.kanit.collector.check.sql.SqlCheck;
import dev.kanit.collector.round.SignalSource;
import dev.kanit.collector.source.Placeholders;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

/** Runs one check of any kind, in the calling thread, until it is interrupted. */
public final class CheckRunner implements AutoCloseable {

    private final CheckHttp http;
    private final Places places;
    private final Database database;
    private final CommandCheck commands;
    private final MetricsCheck metrics;
    private final Redaction redaction;
    private final InstantSource clock;

    /**
     * A runner that reaches out when it is asked to.
     *
     * @param access what the operator opens to checks
     * @param sources opens a plan's source
     */
    public CheckRunner(
            CheckAccess access,
            Function<CollectionPlan, SignalSource> sources,
            InstantSource clock) {
        this.http = new CheckHttp(new Placeholders(access.variables())::fill);
        this.places = new Places(access.files(), http);
        this.database = new Database(access.databases());
        this.redaction = new Redaction(access.secrets());
        this.commands = new CommandCheck(access.programs(), redaction);
        this.metrics = new MetricsCheck(sources, clock);
        this.clock = clock;
    }

    /**
     * Runs a check.
     *
     * @param plan whose source metrics are asked of
     * @param limit that the caller holds the check to, for kinds that can tell it to others
     * @throws InterruptedException when the time is over
     */
    Judged run(Check check, CollectionPlan plan, Duration limit) throws InterruptedException {
        try {
            return judged(check.kind(), plan, limit);
        } catch (IOException | SQLException | IllegalArgumentException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the time is over");
            }
            String why = e.getMessage();
            return Judged.errored(
                    why == null || why.isBlank() ? e.getClass().getSimpleName() : why);
        }
    }

    private Judged judged(CheckKind kind, CollectionPlan plan, Duration limit)
            throws IOException, SQLException, InterruptedException {
        return switch (kind) {
            case CheckKind.Http check -> new HttpCheck(http, redaction).run(check);
            case CheckKind.Burst check -> new BurstCheck(http).run(check);
            case CheckKind.WebSocket check -> new WebSocketCheck(http).run(check);
            case CheckKind.Blast check ->
                    new BlastCheck(http)
                            .run(check, query -> metrics.value(query, plan, limit.dividedBy(4)));
            case CheckKind.Prometheus check -> metrics.run(check, plan, limit);
            case CheckKind.Sql check -> new SqlCheck(database, redaction).run(check, limit);
            case CheckKind.Artifact check -> new ArtifactCheck(places, clock).run(check);
            case CheckKind.Sbom check -> new SbomCheck(places).run(check);
            case CheckKind.Clock(ClockOwner.Database(String name), var drift) ->
                    new DatabaseClock(database, clock).run(name, drift, limit);
            case CheckKind.Clock(ClockOwner.Web(String url), var drift) ->
                    new WebClock(http, clock).run(url, drift);
            case CheckKind.Command check -> commands.run(check);
            case CheckKind.Attestation _ ->
                    throw new IllegalStateException("an attestation is a person's, never run");
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
