package dev.kanit.archiver;

import dev.kanit.archiver.bundle.Bundler;
import dev.kanit.archiver.intake.Archive;
import dev.kanit.archiver.intake.Intake;
import dev.kanit.archiver.intake.IntakeCounters;
import dev.kanit.archiver.intake.IntakeHealth;
import dev.kanit.archiver.intake.Pace;
import dev.kanit.archiver.keys.ArchiverKeys;
import dev.kanit.archiver.report.ReportSpec;
import dev.kanit.archiver.retention.Floors;
import dev.kanit.archiver.retention.Housekeeping;
import dev.kanit.archiver.rollout.RolloutDirectories;
import dev.kanit.archiver.witness.Cosigning;
import dev.kanit.archiver.witness.WitnessSettings;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.schemas.SchemaRegistryClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Archives every topic of the catalogue, signs for it, and keeps a directory per rollout. May be
 * killed at any moment, and may run twice over: segments are written once or adopted.
 */
public final class EvidenceArchiver implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private final Intake intake;
    private final Bundler bundler;
    private final Optional<Housekeeping> housekeeping;
    private final Thread thread;

    private EvidenceArchiver(Intake intake, Bundler bundler, Optional<Housekeeping> housekeeping) {
        this.housekeeping = housekeeping;
        this.intake = intake;
        this.bundler = bundler;
        this.thread = Thread.ofPlatform().name("evidence-archiver").start(intake);
    }

    /**
     * Starts an archiver with a store in {@code settings.root()}, which waits for topics, schemas
     * and whoever keeps them.
     *
     * @param registry not closed by the archiver
     * @param specs from a plan's text to what reports show; when it throws, reports name the
     *     signals
     * @throws IOException when the archive's directory cannot be written, or does not keep the
     *     promise that a name is written once, or when the keys are not private
     */
    public static EvidenceArchiver start(
            ArchiverSettings settings,
            SchemaRegistryClient registry,
            Function<String, ReportSpec> specs)
            throws IOException {
        return start(settings, DirectoryStore.open(settings.root()), registry, specs);
    }

    /**
     * The same with a store elsewhere; {@code settings.root()} holds the rollouts' directories.
     *
     * @param store has been probed
     */
    public static EvidenceArchiver start(
            ArchiverSettings settings,
            EvidenceStore store,
            SchemaRegistryClient registry,
            Function<String, ReportSpec> specs)
            throws IOException {
        ArchiverKeys keys = ArchiverKeys.open(settings.keys());
        Archive archive =
                new Archive(
                        store,
                        keys,
                        settings.trustPolicy(),
                        settings.witnesses().map(WitnessSettings::lines).orElse("quorum none\n"));
        Intake intake =
                new Intake(
                        settings.clientSettings(),
                        archive,
                        () -> RolloutDirectories.open(settings.root(), registry, specs),
                        new Floors(store),
                        new Pace(
                                settings.maxSegmentAge(),
                                settings.publishEvery(),
                                Clock.systemUTC()));
        Optional<Housekeeping> housekeeping = Optional.empty();
        if (settings.retention().isPresent()) {
            housekeeping =
                    Optional.of(
                            Housekeeping.start(
                                    store,
                                    keys,
                                    settings.root(),
                                    settings.trustPolicy(),
                                    settings.retention().get(),
                                    () -> intake.health() instanceof IntakeHealth.Archiving,
                                    Clock.systemUTC()));
        }
        return new EvidenceArchiver(
                intake,
                Bundler.start(
                        store,
                        keys,
                        settings.root(),
                        registry,
                        settings.witnesses().map(Cosigning::new)),
                housekeeping);
    }

    public IntakeHealth health() {
        return intake.health();
    }

    /** Closed rollouts that long since should have a bundle, in a sentence each. */
    public List<String> overdueBundles() {
        return bundler.overdue();
    }

    public IntakeCounters counters() {
        return intake.counters();
    }

    /** Age of the oldest record that no signed checkpoint covers; zero when there is none. */
    public Duration unsignedAge() {
        return intake.unsignedAge();
    }

    /** Stores and signs for what has been read, then ends. */
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
        bundler.close();
        housekeeping.ifPresent(Housekeeping::close);
    }
}
