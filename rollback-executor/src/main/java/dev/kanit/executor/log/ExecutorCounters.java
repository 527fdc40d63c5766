package dev.kanit.executor.log;

import dev.kanit.executor.plan.RecordedStep;
import dev.kanit.executor.plan.StepOutcome;
import java.util.concurrent.atomic.LongAdder;

/** What this executor has done since its start. Thread-safe. */
public final class ExecutorCounters {

    private final LongAdder steps = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder superseded = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();

    void recorded(RecordedStep step) {
        steps.increment();
        if (step.finished()) {
            if (step.outcome().isSuccess()) {
                succeeded.increment();
            } else if (step.outcome() instanceof StepOutcome.Superseded) {
                superseded.increment();
            } else {
                failed.increment();
            }
        }
    }

    void deadLetter() {
        deadLetters.increment();
    }

    /** Records written to {@code rollout.actions}. */
    public long steps() {
        return steps.sum();
    }

    /** Actions that did what was ordered. */
    public long succeeded() {
        return succeeded.sum();
    }

    /** Actions that did not. */
    public long failed() {
        return failed.sum();
    }

    /** Actions that a newer order made pointless. */
    public long superseded() {
        return superseded.sum();
    }

    /** Decisions that could not be read. */
    public long deadLetters() {
        return deadLetters.sum();
    }
}
