package dev.kanit.sampletarget.load;

import dev.kanit.sampletarget.http.HttpPool;
import dev.kanit.sampletarget.http.HttpRequest;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Sends requests at a steady pace, whether or not the answers come: a slow service gets as many
 * requests as a quick one, as from real users.
 */
public final class LoadGenerator implements AutoCloseable {

    private static final int MAX_IN_FLIGHT = 4_000;
    private static final int PACE_MILLIS = 5;

    private final HttpPool pool;
    private final HttpRequest request;
    private final int requestsPerSecond;
    private final ExecutorService threads;
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);

    private LoadGenerator(
            URI to, HttpRequest request, int requestsPerSecond, ExecutorService threads) {
        this.pool = new HttpPool(to);
        this.request = request;
        this.requestsPerSecond = requestsPerSecond;
        this.threads = threads;
    }

    /**
     * Begins to send {@code request} again and again; ends when interrupted by the executor that
     * {@code threads} is.
     */
    public static LoadGenerator start(
            URI to, HttpRequest request, int requestsPerSecond, ExecutorService threads) {
        LoadGenerator load = new LoadGenerator(to, request, requestsPerSecond, threads);
        threads.execute(load::pace);
        return load;
    }

    private void pace() {
        long from = System.nanoTime();
        long sent = 0;
        // After a pause of the machine the missed requests are not made up for in one burst.
        long maxBurst = Math.max(1, requestsPerSecond / 10);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long due = (long) ((System.nanoTime() - from) / 1e9 * requestsPerSecond);
                for (sent = Math.max(sent, due - maxBurst); sent < due; sent++) {
                    if (inFlight.tryAcquire()) {
                        threads.execute(this::sendOne);
                    }
                }
                Thread.sleep(PACE_MILLIS);
            }
        } catch (InterruptedException | RejectedExecutionException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendOne() {
        try {
            pool.send(request);
        } catch (IOException e) {
            // A request that fails is load all the same; the router counts what became of it.
        } finally {
            inFlight.release();
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
