package dev.kanit.archiver.intake;

import dev.kanit.archiver.rollout.RolloutDirectories;
import dev.kanit.ledger.Appended;
import dev.kanit.ledger.SegmentLog;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.MalformedSegmentException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One partition on its way into segments, and from there into the rollouts' directories. */
final class PartitionIntake {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionIntake.class);

    private final String topic;
    private final SegmentLog log;
    private final Draft draft;
    private final RolloutDirectories directories;
    private long wanted;
    private boolean isBehind = true;
    private Optional<String> stopped = Optional.empty();

    PartitionIntake(String topic, SegmentLog log, Duration maxAge, RolloutDirectories directories) {
        this.topic = topic;
        this.log = log;
        this.draft = new Draft(maxAge);
        this.directories = directories;
        this.wanted = log.nextOffset();
    }

    /** Applies to the directories what is stored and was not applied, after a crash for example. */
    private void catchUp() throws IOException, MalformedSegmentException {
        long applied = directories.appliedTo(log.id());
        for (long start : log.starts()) {
            if (start >= applied) {
                directories.apply(log.id(), topic, log.segmentAt(start), -1);
            }
        }
        isBehind = false;
    }

    /** The offset that the consumer must read next. */
    long wanted() {
        return wanted;
    }

    long storedTo() {
        return log.nextOffset();
    }

    /** Whether what was read below {@code offset} is stored; true of a partition that stopped. */
    boolean isStoredTo(long offset) {
        return stopped.isPresent()
                || (!isBehind && (draft.isEmpty() || log.nextOffset() >= offset));
    }

    Optional<String> stopped() {
        return stopped;
    }

    void stop(String why) {
        stopped = Optional.of(topic + "-" + log.id().partition() + ": " + why);
        LOG.atError().addKeyValue("reason", stopped.get()).log("a partition is not archived");
    }

    /**
     * @return false when it must be read again after the draft has been stored
     */
    boolean add(Entry entry, long nowNanos) {
        if (draft.isFullFor(entry) || stopped.isPresent()) {
            return false;
        }
        draft.add(entry, nowNanos);
        wanted = entry.nextOffset();
        return true;
    }

    boolean isDue(long nowNanos) {
        return stopped.isEmpty() && (isBehind || draft.isDue(nowNanos));
    }

    /**
     * Stores the draft. When this throws, the draft is as it was or stored, and storing it again
     * tells which.
     *
     * @param endOffset of the partition in Kafka
     */
    void store(long endOffset) throws IOException {
        while ((isBehind || !draft.isEmpty()) && stopped.isEmpty()) {
            try {
                if (isBehind) {
                    catchUp();
                    continue;
                }
                long start = log.nextOffset();
                switch (log.append(draft.entries())) {
                    case Appended.Conflicting(String why) -> stop(why);
                    case Appended.Stored(long next) -> stored(start, next, endOffset);
                    case Appended.Adopted(long next) -> stored(start, next, endOffset);
                }
            } catch (MalformedSegmentException damaged) {
                stop(String.valueOf(damaged.getMessage()));
            }
        }
    }

    private void stored(long start, long next, long endOffset)
            throws IOException, MalformedSegmentException {
        draft.dropBefore(next);
        wanted = Math.max(wanted, next);
        isBehind = true;
        directories.apply(log.id(), topic, log.segmentAt(start), endOffset);
        isBehind = false;
    }
}
