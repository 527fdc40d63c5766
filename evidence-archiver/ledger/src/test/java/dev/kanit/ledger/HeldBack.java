package dev.kanit.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/** A second thread as a scheduler sees it: what it was given runs whenever the model says so. */
final class HeldBack implements Executor {

    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Whether something was given to it that neither it nor who needs the result has done. */
    boolean isBehind() {
        return tasks.stream().anyMatch(task -> task instanceof Future<?> some && !some.isDone());
    }

    /** Lets the thread do all it was given. */
    void release() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** The thread ends with its process. */
    void forget() {
        tasks.clear();
    }
}
