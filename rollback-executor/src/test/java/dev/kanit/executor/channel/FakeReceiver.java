package dev.kanit.executor.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Slack, PagerDuty, Alertmanager, a webhook or a status page: checks each request against the
 * published format, and answers as the test says. What violates the format is answered 400 as the
 * real one would, and fails the test when it is closed.
 */
public final class FakeReceiver implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** What a receiver demands of a request. */
    @FunctionalInterface
    public interface Format {

        /** What is wrong with it; empty when nothing is. */
        List<String> violations(Map<String, String> headers, String path, String body);
    }

    /** What came. */
    public record Message(String path, Map<String, String> headers, String body) {

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Format format;
    private final String answer;
    private final int success;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Message> messages = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    /** Status of the next answers; 0 for the usual one, -1 for none at all. */
    public volatile int status;

    public volatile String retryAfter = "";

    /**
     * @param success status of a request that was taken
     * @param answer body of that answer
     */
    public FakeReceiver(Format format, int success, String answer) {
        this.format = format;
        this.success = success;
        this.answer = answer;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Requests of any kind. */
    public int requests() {
        synchronized (messages) {
            return requests.size();
        }
    }

    /** What was taken, in its order. */
    public List<Message> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    /** Waits until something was taken that is as wanted. */
    public Message await(Predicate<Message> wanted) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < deadline) {
            for (Message message : messages()) {
                if (wanted.test(message)) {
                    return message;
                }
            }
            LockSupport.parkNanos(5_000_000);
        }
        throw new AssertionError("not received among " + messages());
    }

    private void handle(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name, values.getFirst()));
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Message message = new Message(exchange.getRequestURI().toString(), headers, body);
        List<String> wrong = new ArrayList<>(format.violations(headers, message.path(), body));
        if (!"POST".equals(exchange.getRequestMethod())) {
            wrong.add("method " + exchange.getRequestMethod());
        }
        if (!headers.getOrDefault("Content-Type", "").startsWith("application/json")) {
            wrong.add("content type " + headers.get("Content-Type"));
        }
        int scripted = status;
        synchronized (messages) {
            requests.add(message.path());
            violations.addAll(wrong);
            if (wrong.isEmpty() && scripted == 0) {
                messages.add(message);
            }
        }
        if (scripted == -1) {
            try {
                closed.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        if (scripted >= 300 && scripted < 400) {
            exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
        }
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
        }
        byte[] words = (wrong.isEmpty() ? answer : String.join("; ", wrong)).getBytes(UTF_8);
        exchange.sendResponseHeaders(
                wrong.isEmpty() ? (scripted == 0 ? success : scripted) : 400, words.length);
        try (var out = exchange.getResponseBody()) {
            out.write(words);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
        if (!violations.isEmpty()) {
            throw new AssertionError("violations of the published format: " + violations);
        }
    }
}
