package dev.kanit.sampletarget.server;

import java.util.concurrent.TimeUnit;

/** Decides, request by request, how a version answers: a fixed sequence, no randomness. */
interface Behaviour {

    /** How the request goes that arrives at {@code nowNanos}, of {@link System#nanoTime}. */
    Outcome next(long nowNanos);

    /** Service times of a healthy version: 40 to 145 ms, evenly, so p95 is 140 ms. */
    static long healthyNanos(long request) {
        return TimeUnit.MILLISECONDS.toNanos(40 + request * 37 % 106);
    }
}
