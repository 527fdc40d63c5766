package dev.kanit.archiver.intake;

import dev.kanit.ledger.segment.Entry;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * One partition as the reading thread sees it: the draft that is being filled, and the lane that
 * stores those before it meanwhile.
 */
final class PartitionIntake {

    private final Lane lane;
    private final Draft draft;
    private CompletableFuture<Void> storing = CompletableFuture.completedFuture(null);

    /** What was given before that. */
    private CompletableFuture<Void> before = storing;

    private long wanted;
    private long atEndMillis;

    PartitionIntake(Lane lane, Duration maxAge) {
        this.lane = lane;
        this.draft = new Draft(maxAge);
        this.wanted = lane.storedTo();
    }

    Lane lane() {
        return lane;
    }

    /** The offset that the consumer must read next. */
    long wanted() {
        return wanted;
    }

    /** All that the partition had was read at this time, epoch milliseconds. */
    void atEnd(long millis) {
        atEndMillis = millis;
    }

    /** When it was seen last that there was nothing more to read; 0 when it never was. */
    long atEndMillis() {
        return atEndMillis;
    }

    Optional<String> stopped() {
        return lane.stopped();
    }

    /**
     * @return false when it must be added again after {@link #handOver}
     */
    boolean add(Entry entry, long nowNanos, long appendedMillis) {
        if (!draft.add(entry, nowNanos, appendedMillis)) {
            return false;
        }
        wanted = entry.nextOffset();
        return true;
    }

    /** Whether the draft waits long enough and the one before it is stored. */
    boolean isDue(long nowNanos) {
        return draft.isDue(nowNanos) && storing.isDone();
    }

    /**
     * Gives the draft to the lane, and waits until no more than one other has to be stored before
     * it; none at all where records are large, so that memory stays bounded by two full segments.
     *
     * @param endOffset of the partition in Kafka, -1 when it is not known
     */
    void handOver(long endOffset) {
        if (draft.isEmpty()) {
            return;
        }
        // Whether it failed is asked elsewhere; what is given to a failed lane is read again.
        CompletableFuture<Void> awaited = draft.isLarge() ? storing : before;
        boolean _ = awaited.handle((_, _) -> true).join();
        long oldest = draft.oldestMillis();
        before = storing;
        storing = lane.store(draft.take(), oldest, endOffset);
    }

    /**
     * Takes note of how far the lane has come.
     *
     * @return whether another archiver was ahead, so that the consumer must go on from {@link
     *     #wanted()}
     */
    boolean isOvertaken() {
        if (lane.storedTo() <= wanted) {
            return false;
        }
        wanted = lane.storedTo();
        return true;
    }

    /** When the oldest append without a signature happened, epoch milliseconds. */
    OptionalLong oldestUnsignedMillis() {
        long given = lane.unsigned().oldestMillis().orElse(Long.MAX_VALUE);
        long oldest = Math.min(given, draft.oldestMillis());
        return oldest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(oldest);
    }
}
