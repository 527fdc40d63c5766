package dev.kanit.executor.run;

import dev.kanit.executor.plan.Order;
import dev.kanit.executor.plan.RecordedStep;
import java.time.Duration;
import java.time.Instant;

/** Writes steps to the log. */
public interface Recorder {

    /**
     * Returns when the log has the step for good; tries for ever, since an effect without its
     * record cannot be proved.
     *
     * @param startedAt when the step began
     * @param took how long it took
     * @throws AbandonedException when the executor is closing; the step is not recorded then, and
     *     will be taken again by whoever comes next
     */
    void record(Order order, RecordedStep step, Instant startedAt, Duration took)
            throws AbandonedException;
}
