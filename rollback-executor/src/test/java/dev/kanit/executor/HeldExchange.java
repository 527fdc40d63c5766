package dev.kanit.executor;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One exchange with a router that stands still, so that somebody can be killed meanwhile. */
public final class HeldExchange {

    static final HeldExchange NONE = new HeldExchange(Moment.BEFORE_THE_EFFECT, "");

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** Where it stands still. */
    public enum Moment {
        /** The order has arrived and has not been obeyed. */
        BEFORE_THE_EFFECT,
        /** The order has been obeyed, and nobody knows it. */
        BEFORE_THE_ANSWER
    }

    private final Moment moment;
    private final String request;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    HeldExchange(Moment moment, String request) {
        this.moment = moment;
        this.request = request;
    }

    /** Returns when the exchange has come and stands still. */
    public void awaitArrival() throws InterruptedException {
        if (!arrived.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(request + ": did not come within " + DEADLINE);
        }
    }

    /** Lets the exchange go on; repeats of it are not held. */
    public void letGo() {
        released.countDown();
    }

    void at(Moment now, String what) {
        if (now == moment && what.equals(request) && taken.compareAndSet(false, true)) {
            arrived.countDown();
            try {
                released.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
