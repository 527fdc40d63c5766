package dev.kanit.executor.run;

import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Order;
import dev.kanit.executor.plan.RecordedStep;
import dev.kanit.executor.plan.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The topic of outcomes, in memory; tells when something has come. */
final class MemoryLog implements Recorder {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    record Entry(String rolloutId, Fence fence, RecordedStep step) {}

    private final List<Entry> entries = new ArrayList<>();

    @Override
    public synchronized void record(
            Order order, RecordedStep step, Instant startedAt, Duration took) {
        entries.add(new Entry(order.rolloutId(), order.fence(), step));
        notifyAll();
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Tells {@code desk} everything, as an executor does that has just started. */
    void recallTo(ActionDesk desk) {
        entries().forEach(entry -> desk.recall(entry.rolloutId(), entry.fence(), entry.step()));
    }

    synchronized List<StepOutcome> outcomes(Fence fence) {
        return entries.stream()
                .filter(entry -> entry.fence().equals(fence))
                .map(entry -> entry.step().outcome())
                .toList();
    }

    Entry awaitEnd(Fence fence) {
        return await(entry -> entry.fence().equals(fence) && entry.step().finished());
    }

    synchronized Entry await(Predicate<Entry> wanted) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            for (Entry entry : entries) {
                if (wanted.test(entry)) {
                    return entry;
                }
            }
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new AssertionError("not in the log in time; it holds " + entries);
            }
            try {
                wait(leftMillis);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }
}
