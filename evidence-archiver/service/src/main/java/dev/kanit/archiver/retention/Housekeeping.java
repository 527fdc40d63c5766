package dev.kanit.archiver.retention;

import dev.kanit.archiver.audit.ArchivedCluster;
import dev.kanit.archiver.keys.ArchiverKeys;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.segment.MalformedSegmentException;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prunes the archive now and then. Only while every partition is being archived: an id that seems
 * never to have started might have its start in a partition that is not.
 */
public final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final EvidenceStore store;
    private final Path trustPolicy;
    private final Pruner pruner;
    private final Duration every;
    private final BooleanSupplier isArchiving;
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final Thread thread;

    private Housekeeping(
            EvidenceStore store,
            Path trustPolicy,
            Pruner pruner,
            Duration every,
            BooleanSupplier isArchiving) {
        this.store = store;
        this.trustPolicy = trustPolicy;
        this.pruner = pruner;
        this.every = every;
        this.isArchiving = isArchiving;
        this.thread = Thread.ofPlatform().daemon().name("evidence-retention").start(this::run);
    }

    /**
     * Starts looking.
     *
     * @param root of the archive's directories, which tell which ids never started
     * @param trustPolicy file that names the clusters
     * @param isArchiving whether every partition is being archived
     * @param clock of the archive's times
     */
    public static Housekeeping start(
            EvidenceStore store,
            ArchiverKeys keys,
            Path root,
            Path trustPolicy,
            RetentionSettings settings,
            BooleanSupplier isArchiving,
            Clock clock)
            throws IOException {
        return new Housekeeping(
                store,
                trustPolicy,
                new Pruner(
                        store,
                        settings.policy(),
                        Bundles.in(store, root),
                        new Floors(store),
                        new HeadsDisposer(store, keys, keys.signer()),
                        clock),
                settings.every(),
                isArchiving);
    }

    private void run() {
        while (!isClosedWithin(every)) {
            try {
                if (isArchiving.getAsBoolean() && Files.isRegularFile(trustPolicy)) {
                    prune();
                }
            } catch (IOException
                    | DamagedTreeException
                    | MalformedSegmentException
                    | MalformedNoteException
                    | RuntimeException failed) {
                LOG.atWarn().setCause(failed).log("nothing is pruned for now");
            }
        }
    }

    private void prune()
            throws IOException,
                    DamagedTreeException,
                    MalformedSegmentException,
                    MalformedNoteException {
        TrustPolicy policy = TrustPolicy.parse(Files.readAllBytes(trustPolicy));
        for (ArchivedCluster cluster : ArchivedCluster.of(store, policy)) {
            for (Pruned pruned : pruner.prune(cluster)) {
                pruned.inWords().ifPresent(LOG::info);
            }
        }
    }

    private boolean isClosedWithin(Duration time) {
        try {
            return closed.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException | ExecutionException _) {
            return true;
        }
    }

    /** Ends after the log that is being pruned. */
    @Override
    public void close() {
        closed.complete(true);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
