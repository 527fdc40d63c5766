package dev.kanit.archiver.intake;

import dev.kanit.archiver.rollout.RolloutDirectories;
import dev.kanit.ledger.Appended;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.PartitionLog;
import dev.kanit.ledger.Published;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.MalformedSegmentException;
import dev.kanit.ledger.segment.Segment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one partition's entries are stored and signed for: one thing after the other, beside the
 * thread that reads from Kafka. What a lane tells about itself may be read by any thread.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** Work that may fail as the store does. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException, MalformedSegmentException, DamagedTreeException;
    }

    private final String topic;
    private final LogId id;
    private final PartitionLog log;
    private final RolloutDirectories directories;
    private final Dispositions dispositions;
    private final Executor executor;
    private final Executor behind;
    private final Unsigned unsigned = new Unsigned();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private volatile long storedTo;
    private volatile Optional<String> stopped = Optional.empty();

    /**
     * @param behind where the tree's files are written while the next segment is made; not {@code
     *     executor}, whose threads may all be busy with segments
     */
    Lane(
            String topic,
            PartitionLog log,
            RolloutDirectories directories,
            Dispositions dispositions,
            Executor executor,
            Executor behind) {
        this.topic = topic;
        this.id = log.segments().id();
        this.log = log;
        this.directories = directories;
        this.dispositions = dispositions;
        this.executor = executor;
        this.behind = behind;
        this.storedTo = log.nextOffset();
    }

    /** Applies to the directories what is stored and was not applied, after a crash for example. */
    void catchUp(long nowMillis) {
        if (storedTo > 0) {
            unsigned.appended(nowMillis);
        }
        CompletableFuture<Void> _ =
                next(
                        () -> {
                            long applied = directories.appliedTo(id);
                            for (long start : log.segments().starts()) {
                                if (start >= applied) {
                                    directories.apply(
                                            id, topic, log.segments().segmentAt(start), -1);
                                }
                            }
                        });
    }

    /**
     * Stores entries after what was given before.
     *
     * @param oldestMillis when the oldest of them was appended to the topic, epoch milliseconds
     * @param endOffset of the partition in Kafka, -1 when it is not known
     */
    CompletableFuture<Void> store(List<Entry> entries, long oldestMillis, long endOffset) {
        unsigned.appended(oldestMillis);
        return next(() -> storeNow(entries, endOffset));
    }

    private void storeNow(List<Entry> entries, long endOffset)
            throws IOException, MalformedSegmentException, DamagedTreeException {
        List<Entry> rest = Draft.from(entries, log.nextOffset());
        while (!rest.isEmpty()) {
            long start = log.nextOffset();
            List<Entry> mine = dispositions.before(id, start, rest);
            switch (log.append(mine)) {
                case Appended.Stored(long next) -> {
                    storedTo = next;
                    directories.apply(id, topic, new Segment(id.path(), start, mine), endOffset);
                    dispositions.stored(id, mine);
                    rest = List.of();
                }
                case Appended.Adopted(long next) -> {
                    storedTo = next;
                    Segment winner = log.segments().segmentAt(start);
                    directories.apply(id, topic, winner, endOffset);
                    rest = Draft.from(rest, next);
                }
                case Appended.Conflicting(String why) -> {
                    stop(why);
                    return;
                }
            }
            log.beginFinished(behind);
        }
    }

    /** Signs for everything that was given before. Empty when nothing new could be signed for. */
    CompletableFuture<Optional<SignedNote>> publish() {
        long mark = unsigned.mark();
        CompletableFuture<Optional<SignedNote>> signed = new CompletableFuture<>();
        CompletableFuture<Void> done = next(() -> signed.complete(publishNow(mark)));
        return done.handle(
                (_, failure) ->
                        failure == null ? signed.getNow(Optional.empty()) : Optional.empty());
    }

    private Optional<SignedNote> publishNow(long mark)
            throws IOException, MalformedSegmentException {
        return switch (log.publish()) {
            case Published.Signed(SignedNote note) -> {
                unsigned.signed(mark);
                yield Optional.of(note);
            }
            case Published.Unchanged(SignedNote note) -> {
                // Another archiver may have signed and died before its head was noted.
                unsigned.signed(mark);
                yield Optional.of(note);
            }
            case Published.Empty _ -> {
                unsigned.signed(mark);
                yield Optional.empty();
            }
            case Published.Refused(String why) -> {
                stop(why);
                yield Optional.empty();
            }
        };
    }

    private synchronized CompletableFuture<Void> next(Work work) {
        last =
                last.thenRunAsync(
                        () -> {
                            try {
                                if (stopped.isEmpty()) {
                                    work.run();
                                }
                            } catch (MalformedSegmentException | DamagedTreeException damaged) {
                                stop(String.valueOf(damaged.getMessage()));
                            } catch (IOException failed) {
                                throw new UncheckedIOException(failed);
                            }
                        },
                        executor);
        return last;
    }

    /** Completed when everything given so far is done; exceptionally when something failed. */
    synchronized CompletableFuture<Void> idle() {
        return last;
    }

    void stop(String why) {
        stopped = Optional.of(topic + "-" + id.partition() + ": " + why);
        LOG.atError().addKeyValue("reason", stopped.get()).log("a partition is not archived");
    }

    Optional<String> stopped() {
        return stopped;
    }

    /** Every entry before this offset is stored. */
    long storedTo() {
        return storedTo;
    }

    /** What waits for a signature. */
    Unsigned unsigned() {
        return unsigned;
    }
}
