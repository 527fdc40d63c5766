package dev.kanit.executor.channel;

import dev.kanit.executor.notify.AttemptResult;
import dev.kanit.executor.notify.Delivery;

/** Carries one delivery to its channel. */
@FunctionalInterface
public interface Courier {

    /**
     * Tries once, within a bounded time. May be called by several threads, and again for a delivery
     * that arrived: receivers tell repetitions by its key.
     */
    AttemptResult deliver(Delivery delivery);
}
