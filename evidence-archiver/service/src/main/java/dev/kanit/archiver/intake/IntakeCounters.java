package dev.kanit.archiver.intake;

import java.util.concurrent.atomic.LongAdder;

/** What this archiver has done since its start. Thread-safe. */
public final class IntakeCounters {

    private final LongAdder records = new LongAdder();
    private final LongAdder gaps = new LongAdder();

    void record() {
        records.increment();
    }

    void gap() {
        gaps.increment();
    }

    /** Records taken in; some may be waiting to be stored. */
    public long records() {
        return records.sum();
    }

    /** Runs of records that had been lost before they could be archived. */
    public long gaps() {
        return gaps.sum();
    }
}
