package dev.kanit.archiver;

import dev.kanit.archiver.intake.Intake;
import dev.kanit.archiver.intake.IntakeCounters;
import dev.kanit.archiver.intake.IntakeHealth;
import dev.kanit.archiver.report.ReportSpec;
import dev.kanit.archiver.rollout.RolloutDirectories;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.schemas.SchemaRegistryClient;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

/**
 * Archives every topic of the catalogue, and keeps a directory per rollout. May be killed at any
 * moment, and may run twice over: segments are written once or adopted.
 */
public final class EvidenceArchiver implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private final Intake intake;
    private final Thread thread;

    private EvidenceArchiver(Intake intake) {
        this.intake = intake;
        this.thread = Thread.ofPlatform().name("evidence-archiver").start(intake);
    }

    /**
     * Starts an archiver, which waits for topics, schemas and whoever keeps them.
     *
     * @param registry not closed by the archiver
     * @param specs from a plan's text to what reports show; when it throws, reports name the
     *     signals
     * @throws IOException when the archive's directory cannot be written, or does not keep the
     *     promise that a name is written once
     */
    public static EvidenceArchiver start(
            ArchiverSettings settings,
            SchemaRegistryClient registry,
            Function<String, ReportSpec> specs)
            throws IOException {
        return start(settings, DirectoryStore.open(settings.root()), registry, specs);
    }

    static EvidenceArchiver start(
            ArchiverSettings settings,
            EvidenceStore store,
            SchemaRegistryClient registry,
            Function<String, ReportSpec> specs) {
        return new EvidenceArchiver(
                new Intake(
                        settings.clientSettings(),
                        store,
                        () -> RolloutDirectories.open(settings.root(), registry, specs),
                        settings.maxSegmentAge()));
    }

    public IntakeHealth health() {
        return intake.health();
    }

    public IntakeCounters counters() {
        return intake.counters();
    }

    /** Stores what has been read, then ends. */
    @Override
    public void close() {
        end(true);
    }

    /** Ends as a crash does: what was read and not stored is forgotten. */
    void kill() {
        end(false);
    }

    private void end(boolean storing) {
        intake.close(storing);
        try {
            thread.join(CLOSE_WITHIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
