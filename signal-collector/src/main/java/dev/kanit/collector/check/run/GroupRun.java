package dev.kanit.collector.check.run;

import dev.kanit.codec.check.Check;
import dev.kanit.codec.check.CheckGroup;
import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.collector.check.Judged;
import dev.kanit.collector.check.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs the checks of a group at the same time, but not too many, each within its own limit and all
 * within the group's. Whatever has no answer by then is an error: every check has a result.
 */
public final class GroupRun {

    private static final int CONCURRENT = 8;

    private final CheckRunner runner;
    private final Redaction redaction;
    private final InstantSource clock;

    public GroupRun(CheckRunner runner, Redaction redaction, InstantSource clock) {
        this.runner = runner;
        this.redaction = redaction;
        this.clock = clock;
    }

    /**
     * Runs everything in the group but attestations; returns when every check has a result.
     *
     * @param each takes every result when it is there, one at a time
     */
    public void run(CheckGroup group, CollectionPlan plan, Consumer<Ran> each)
            throws InterruptedException {
        long deadline = System.nanoTime() + group.within().toNanos();
        Semaphore free = new Semaphore(CONCURRENT, true);
        ExecutorService threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("kanit-check-", 0).factory());
        List<Future<?>> all = new ArrayList<>();
        try {
            for (Check check : group.checks()) {
                if (!check.isAttestation()) {
                    all.add(
                            threads.submit(
                                    () -> {
                                        Ran ran = one(group, check, plan, deadline, free, threads);
                                        synchronized (each) {
                                            each.accept(ran);
                                        }
                                        return null;
                                    }));
                }
            }
            for (Future<?> future : all) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check's result could not be handed on", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Ran one(
            CheckGroup group,
            Check check,
            CollectionPlan plan,
            long deadline,
            Semaphore free,
            ExecutorService threads)
            throws InterruptedException {
        boolean begins = free.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        Instant startedAt = clock.instant();
        long begun = System.nanoTime();
        Judged judged;
        try {
            long left = Math.min(check.timeout().toNanos(), deadline - System.nanoTime());
            judged =
                    !begins || left <= 0
                            ? Judged.errored(
                                    "the group's " + group.within().toMillis() + " ms were over")
                            : within(check, plan, Duration.ofNanos(left), threads);
        } finally {
            if (begins) {
                free.release();
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return Ran.of(group.name(), check, startedAt, took, judged, redaction);
    }

    private Judged within(Check check, CollectionPlan plan, Duration limit, ExecutorService threads)
            throws InterruptedException {
        Future<Judged> future = threads.submit(() -> runner.run(check, plan, limit));
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return Judged.errored("no end within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            // A check of an unforeseen kind of failure must not take the others' results along.
            return Judged.errored("failed: " + e.getCause());
        } finally {
            future.cancel(true);
        }
    }
}
