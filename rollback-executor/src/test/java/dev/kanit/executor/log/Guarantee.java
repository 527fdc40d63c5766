package dev.kanit.executor.log;

import dev.kanit.executor.plan.Order;
import dev.kanit.wire.ActionOutcome;
import java.util.List;

/** What must hold however often executors are restarted; looks on, and judges at the end. */
interface Guarantee {

    /** An order is about to be decided, for this target. */
    void ordered(Order order, CountingTarget target);

    /** Throws an assertion error when it does not hold. */
    void check(List<ActionOutcome> records);
}
