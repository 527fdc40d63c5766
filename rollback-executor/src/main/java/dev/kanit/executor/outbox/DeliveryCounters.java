package dev.kanit.executor.outbox;

import dev.kanit.wire.DeliveryOutcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What came of deliveries since the start. Thread-safe. */
public final class DeliveryCounters {

    private final Map<DeliveryOutcome, LongAdder> byOutcome = new EnumMap<>(DeliveryOutcome.class);
    private final LongAdder late = new LongAdder();
    private final LongAdder untold = new LongAdder();

    public DeliveryCounters() {
        for (DeliveryOutcome outcome : DeliveryOutcome.values()) {
            byOutcome.put(outcome, new LongAdder());
        }
    }

    void recorded(DeliveryOutcome outcome) {
        adder(outcome).increment();
    }

    void late() {
        late.increment();
    }

    void untold() {
        untold.increment();
    }

    /** Records of {@code outcome} on {@code rollout.deliveries}. */
    public long count(DeliveryOutcome outcome) {
        return adder(outcome).sum();
    }

    /** Deliveries that came later than the plan promised. */
    public long lateCount() {
        return late.sum();
    }

    /** Rollouts of which something could not be told: no plan, or too many at once. */
    public long untoldCount() {
        return untold.sum();
    }

    private LongAdder adder(DeliveryOutcome outcome) {
        LongAdder adder = byOutcome.get(outcome);
        if (adder == null) {
            throw new IllegalStateException(outcome + " (expected: one of the schema)");
        }
        return adder;
    }
}
