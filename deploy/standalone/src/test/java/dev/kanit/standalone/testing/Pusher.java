package dev.kanit.standalone.testing;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Pushes a healthy snapshot five times a second, whether it is taken or not. */
public final class Pusher implements AutoCloseable {

    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final String HEALTHY =
            "{\"readings\":[{\"signal\":\"latency\",\"canary\":90,\"baseline\":88}]}";

    private final RolloutApi api;
    private final String path;
    private final Thread thread;
    private volatile boolean closing;

    public Pusher(RolloutApi api, String rollout) {
        this.api = api;
        this.path = "/v1/rollouts/" + rollout + "/snapshots";
        this.thread = Thread.ofPlatform().name("pusher").start(this::push);
    }

    private void push() {
        while (!closing) {
            try {
                api.post(path, HEALTHY);
            } catch (IOException gone) {
                // It has been killed: that is what this test is about.
            } catch (InterruptedException interrupted) {
                return;
            }
            LockSupport.parkNanos(EVERY_NANOS);
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
