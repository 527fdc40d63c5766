package dev.kanit.executor.run;

import dev.kanit.executor.plan.Order;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The orders of one rollout. Guarded by its desk. */
final class Lane {

    /**
     * @param order what to do
     * @param done called once, when the action's end is in the log
     */
    record Job(Order order, Runnable done) {}

    /**
     * @param order what is being done
     * @param interruption how to end it before its time
     */
    record Running(Order order, Interruption interruption) {}

    final RolloutHistory history = new RolloutHistory();
    final Deque<Job> waiting = new ArrayDeque<>();
    Optional<Running> running = Optional.empty();

    void note(long generation) {
        history.note(generation);
        running.filter(run -> run.order().fence().generation() < history.highest())
                .ifPresent(run -> run.interruption().overtake());
    }
}
