package dev.kanit.ledger.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does the same to many things. Disks commit many fsyncs in the time of one, provided that somebody
 * waits for them at once.
 */
final class ManyAtOnce {

    private static final int THREADS = 8;

    /** Something that may fail. */
    @FunctionalInterface
    interface Action<T, R> {
        R on(T one) throws IOException;
    }

    private final Executor executor;

    private ManyAtOnce(Executor executor) {
        this.executor = executor;
    }

    static ManyAtOnce inTurn() {
        return new ManyAtOnce(Runnable::run);
    }

    /** With daemon threads that end when they have been idle for five seconds. */
    static ManyAtOnce parallel() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        5,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("evidence-store-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
        return new ManyAtOnce(pool);
    }

    /**
     * The results in the order of {@code things}. Returns or throws when all have ended.
     *
     * @throws IOException the first failure
     */
    <T, R> List<R> each(List<T> things, Action<T, R> action) throws IOException {
        if (things.size() == 1) {
            return List.of(action.on(things.getFirst()));
        }
        // A thread that is woken for each thing costs more than the thing when it is a small file.
        int groups = Math.min(THREADS, things.size());
        List<CompletableFuture<List<R>>> futures = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            List<T> some =
                    things.subList(
                            group * things.size() / groups, (group + 1) * things.size() / groups);
            futures.add(CompletableFuture.supplyAsync(() -> inTurn(some, action), executor));
        }
        try {
            CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new)).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UncheckedIOException unchecked) {
                throw unchecked.getCause();
            }
            throw failed;
        }
        return futures.stream().flatMap(future -> future.join().stream()).toList();
    }

    private static <T, R> List<R> inTurn(List<T> things, Action<T, R> action) {
        try {
            List<R> results = new ArrayList<>();
            for (T thing : things) {
                results.add(action.on(thing));
            }
            return results;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
