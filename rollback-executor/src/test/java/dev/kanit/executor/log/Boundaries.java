package dev.kanit.executor.log;

import java.util.concurrent.TimeUnit;

/**
 * Counts the boundaries that executors pass, so that a test can wait for progress, not for time.
 */
final class Boundaries {

    private static final long PATIENCE_MILLIS = 150;

    private long passed;

    synchronized void one() {
        passed++;
        notifyAll();
    }

    /** Returns when so many more were passed, or when nothing moves, as when nobody is alive. */
    synchronized void awaitMore(int more) throws InterruptedException {
        long wanted = passed + more;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (passed < wanted) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }
}
