package dev.kanit.collector.check.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Does one thing many times, some at a time; an interrupt ends all. */
final class Probing {

    private Probing() {}

    static <T> List<T> times(int times, int concurrent, ExecutorService threads, Callable<T> probe)
            throws InterruptedException {
        Semaphore free = new Semaphore(concurrent);
        List<Future<T>> futures = new ArrayList<>();
        try {
            for (int i = 0; i < times; i++) {
                futures.add(
                        threads.submit(
                                () -> {
                                    free.acquire();
                                    try {
                                        return probe.call();
                                    } finally {
                                        free.release();
                                    }
                                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("a probe threw, but should tell its failure", e);
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }
}
