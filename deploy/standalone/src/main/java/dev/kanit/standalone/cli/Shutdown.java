package dev.kanit.standalone.cli;

import java.util.concurrent.CountDownLatch;

/** Ctrl-C and SIGTERM stop what was started, in order, before the JVM goes. */
final class Shutdown {

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
}
