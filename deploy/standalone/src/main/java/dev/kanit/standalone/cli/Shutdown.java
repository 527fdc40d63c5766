package dev.kanit.standalone.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C and SIGTERM stop what was started, in order, before the JVM goes. */
final class Shutdown {

    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(20);

    private Shutdown() {}

    /** Closes {@code part} when the JVM is asked to end, then lets the waiting command go. */
    static void closes(AutoCloseable part, CountDownLatch stopped) {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("shutdown")
                                .unstarted(
                                        () -> {
                                            try {
                                                part.close();
                                            } catch (Exception ignored) {
                                                // The JVM ends either way.
                                            }
                                            stopped.countDown();
                                        }));
    }

    /** Interrupts a working command, then waits until it has closed what it had opened. */
    static void interrupts(Thread worker, CountDownLatch closed) {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("shutdown")
                                .unstarted(
                                        () -> {
                                            if (closed.getCount() > 0) {
                                                worker.interrupt();
                                                await(closed);
                                            }
                                        }));
    }

    private static void await(CountDownLatch closed) {
        try {
            if (!closed.await(CLOSED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println(
                        "kanit: still closing after "
                                + CLOSED_WITHIN.toSeconds()
                                + " s; giving up");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
