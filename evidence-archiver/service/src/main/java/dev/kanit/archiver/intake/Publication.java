package dev.kanit.archiver.intake;

import dev.kanit.ledger.HeadsLog;
import dev.kanit.ledger.Published;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.SignedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs for what the lanes have stored, and then for the log of their heads, round by round. What
 * was signed is told on the topic of checkpoints.
 */
final class Publication {

    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final HeadsLog heads;
    private final CheckpointTopic topic;
    private final IntakeCounters counters;
    private final Executor executor;
    private CompletableFuture<Void> round = CompletableFuture.completedFuture(null);
    private volatile Optional<String> stopped = Optional.empty();

    Publication(HeadsLog heads, CheckpointTopic topic, IntakeCounters counters, Executor executor) {
        this.heads = heads;
        this.topic = topic;
        this.counters = counters;
        this.executor = executor;
    }

    boolean isRunning() {
        return !round.isDone();
    }

    /** The round that was begun last; completed exceptionally when it failed. */
    CompletableFuture<Void> round() {
        return round;
    }

    /** Why nothing more is signed for; empty as long as it is. */
    Optional<String> stopped() {
        return stopped;
    }

    /** Begins a round; the one before it must have ended. */
    void begin(Collection<Lane> lanes) {
        List<CompletableFuture<Optional<SignedNote>>> notes =
                lanes.stream().map(Lane::publish).toList();
        round =
                CompletableFuture.allOf(notes.toArray(CompletableFuture<?>[]::new))
                        .thenRunAsync(() -> publishHeads(notes), executor);
    }

    private void publishHeads(List<CompletableFuture<Optional<SignedNote>>> notes) {
        List<Checkpoint> signed = new ArrayList<>();
        try {
            for (CompletableFuture<Optional<SignedNote>> note : notes) {
                Optional<SignedNote> checkpoint = note.join();
                if (checkpoint.isPresent()) {
                    signed.add(told(checkpoint.get()));
                }
            }
            for (int from = 0; from < signed.size(); from += HeadsLog.MAX_BATCH) {
                heads.add(signed.subList(from, Math.min(signed.size(), from + HeadsLog.MAX_BATCH)));
            }
            switch (heads.publish()) {
                case Published.Signed(SignedNote note) -> told(note);
                case Published.Unchanged _, Published.Empty _ -> {}
                case Published.Refused(String why) -> stop(why);
            }
        } catch (DamagedTreeException | MalformedNoteException damaged) {
            stop(String.valueOf(damaged.getMessage()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Checkpoint told(SignedNote note) throws MalformedNoteException {
        Checkpoint checkpoint = Checkpoint.of(note);
        topic.tell(checkpoint.origin(), note);
        counters.checkpoint();
        return checkpoint;
    }

    private void stop(String why) {
        stopped = Optional.of(why);
        LOG.atError().addKeyValue("reason", why).log("heads are not signed for");
    }
}
