package dev.kanit.collector.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does many things at a time, but not too many, within one time limit for all. */
final class Crowd {

    private Crowd() {}

    /**
     * Runs every task, in their order; those that did not finish within the limit are cancelled and
     * give {@code late}.
     */
    static <K, V> Map<K, V> within(
            Duration limit,
            int concurrent,
            ExecutorService threads,
            Map<K, Callable<V>> tasks,
            V late)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Semaphore free = new Semaphore(concurrent, true);
        List<Future<V>> futures = new ArrayList<>();
        for (Callable<V> task : tasks.values()) {
            futures.add(
                    threads.submit(
                            () -> {
                                free.acquire();
                                try {
                                    return task.call();
                                } finally {
                                    free.release();
                                }
                            }));
        }
        try {
            Map<K, V> results = new LinkedHashMap<>();
            int index = 0;
            for (K key : tasks.keySet()) {
                results.put(key, await(futures.get(index++), deadline, late));
            }
            return results;
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }

    private static <V> V await(Future<V> future, long deadline, V late)
            throws InterruptedException {
        try {
            return future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return late;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a task threw, but should return its failure", e);
        }
    }
}
