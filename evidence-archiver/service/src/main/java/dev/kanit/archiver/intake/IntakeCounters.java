package dev.kanit.archiver.intake;

import java.util.concurrent.atomic.LongAdder;

/** What this archiver has done since its start. Thread-safe. */
public final class IntakeCounters {

    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder gaps = new LongAdder();
    private final LongAdder checkpoints = new LongAdder();

    void records(long more, long moreBytes) {
        records.add(more);
        bytes.add(moreBytes);
    }

    void gap() {
        gaps.increment();
    }

    void checkpoint() {
        checkpoints.increment();
    }

    /** Records taken in; some may be waiting to be stored. */
    public long records() {
        return records.sum();
    }

    /** Their keys and values, bytes. */
    public long bytes() {
        return bytes.sum();
    }

    /** Runs of records that had been lost before they could be archived. */
    public long gaps() {
        return gaps.sum();
    }

    /** Checkpoints signed, those of the heads among them. */
    public long checkpoints() {
        return checkpoints.sum();
    }
}
