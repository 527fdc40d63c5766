package dev.kanit.executor.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What may end a run before its time. The first reason stands. Thread-safe. */
final class Interruption {

    private enum Reason {
        OVERTAKEN,
        ABANDONED
    }

    private final CompletableFuture<Reason> reason = new CompletableFuture<>();

    /** A newer order of the same rollout exists. */
    void overtake() {
        reason.complete(Reason.OVERTAKEN);
    }

    /** Somebody else owns this rollout now, or the executor closes. */
    void abandon() {
        reason.complete(Reason.ABANDONED);
    }

    boolean isOvertaken() {
        return reason.getNow(null) == Reason.OVERTAKEN;
    }

    void throwIfAbandoned() throws AbandonedException {
        if (reason.getNow(null) == Reason.ABANDONED) {
            throw new AbandonedException("the rollout belongs to another executor now");
        }
    }

    /** Waits until {@code call} is done or this happens. */
    void awaitAnyOf(CompletableFuture<?> call) throws AbandonedException {
        try {
            CompletableFuture.anyOf(call.exceptionally(_ -> null), reason).get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AbandonedException("interrupted");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("neither future fails", impossible);
        }
        throwIfAbandoned();
    }

    /** Waits for {@code pause}, or less when this happens. */
    void await(Duration pause) throws AbandonedException {
        try {
            reason.get(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            // The usual case: nothing happened during the pause.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AbandonedException("interrupted");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("the future does not fail", impossible);
        }
        throwIfAbandoned();
    }
}
