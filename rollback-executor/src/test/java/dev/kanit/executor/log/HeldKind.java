package dev.kanit.executor.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.actuator.ActuatorKind;
import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Its preparation never ends, unless it is interrupted. */
final class HeldKind implements ActuatorKind {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final CompletableFuture<Thread> preparing = new CompletableFuture<>();

    @Override
    public String name() {
        return "held";
    }

    @Override
    public Opening open(SortedMap<String, String> settings) {
        return new Opening.Unusable("held");
    }

    @Override
    public void prepare() {
        preparing.complete(Thread.currentThread());
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isPrepared() {
        return preparing.isDone();
    }

    /** The thread that prepares; waited for. */
    Thread thread() throws Exception {
        return preparing.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for the thread's end. */
    static void awaitEnd(Thread thread) throws InterruptedException {
        assertThat(thread.join(LIMIT)).as("%s has ended", thread).isTrue();
    }
}
