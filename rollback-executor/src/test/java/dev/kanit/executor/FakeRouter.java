package dev.kanit.executor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A router of the HTTP contract that writes down every change that had an effect. */
public final class FakeRouter implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the router does instead of answering. */
    public enum Mood {
        WELL,
        ERROR_500,
        FORBIDS_403,
        SILENT,
        REDIRECTS
    }

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> effects = new ArrayList<>();
    private final SortedMap<String, String> settings = new TreeMap<>();
    private double weightPercent;
    private long generation;
    private String actionId = "";
    private String canaryVersion = "v1.4.0";
    private int requests;
    private int orders;
    private volatile HeldExchange held = HeldExchange.NONE;

    public volatile boolean stableReady = true;
    public volatile boolean canaryReady = true;
    public volatile boolean backToBaseline = true;
    public volatile boolean compatible = true;
    public volatile Mood mood = Mood.WELL;

    public FakeRouter(double weightPercent) {
        this.weightPercent = weightPercent;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public SortedMap<String, String> actuatorSettings() {
        return new TreeMap<>(java.util.Map.of("url", uri().toString()));
    }

    public synchronized List<String> effects() {
        return List.copyOf(effects);
    }

    public synchronized int requests() {
        return requests;
    }

    /** Holds the next exchange of this kind, until it is let go or the router closes. */
    public HeldExchange hold(HeldExchange.Moment moment, String request) {
        HeldExchange next = new HeldExchange(moment, request);
        held = next;
        return next;
    }

    /** Requests that would change something. */
    public synchronized int orders() {
        return orders;
    }

    public synchronized double weightPercent() {
        return weightPercent;
    }

    private void answer(HttpExchange exchange) throws IOException {
        synchronized (this) {
            requests++;
        }
        try (exchange) {
            switch (mood) {
                case WELL -> answerWell(exchange);
                case ERROR_500 -> send(exchange, 500, "{\"title\":\"out of order\"}");
                case FORBIDS_403 -> send(exchange, 403, "{\"title\":\"not yours\"}");
                case REDIRECTS -> {
                    exchange.getResponseHeaders().add("Location", uri() + "/kanit/state");
                    send(exchange, 307, "{}");
                }
                case SILENT -> awaitClose();
            }
        }
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void answerWell(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        HeldExchange holding = held;
        holding.at(HeldExchange.Moment.BEFORE_THE_EFFECT, request);
        Answer answer = answer(request, body, exchange.getRequestHeaders().getFirst("If-Match"));
        holding.at(HeldExchange.Moment.BEFORE_THE_ANSWER, request);
        send(exchange, answer.status(), answer.body());
    }

    private record Answer(int status, String body) {}

    private synchronized Answer answer(String request, JsonNode body, @Nullable String match) {
        return switch (request) {
            case "GET /kanit/state" -> new Answer(200, state());
            case "PUT /kanit/weight" ->
                    order(match, body, () -> weigh(body.path("weightPercent").asDouble()));
            case "POST /kanit/restore" ->
                    order(match, body, () -> restore(body.path("version").asText()));
            case "POST /kanit/restart" -> order(match, body, () -> {});
            case "PUT /kanit/settings" ->
                    order(
                            match,
                            body,
                            () ->
                                    body.path("settings")
                                            .properties()
                                            .forEach(
                                                    set ->
                                                            settings.put(
                                                                    set.getKey(),
                                                                    set.getValue().asText())));
            case "GET /kanit/compatibility" -> told("compatible", compatible);
            case "GET /kanit/health" -> told("healthy", stableReady);
            case "GET /kanit/verification" -> told("backToBaseline", backToBaseline);
            default -> new Answer(404, "{\"title\":\"no such thing\"}");
        };
    }

    private void weigh(double weight) {
        if (weight != weightPercent) {
            effects.add("weight " + weight);
        }
        weightPercent = weight;
    }

    private void restore(String version) {
        if (!version.equals(canaryVersion)) {
            effects.add("version " + version);
        }
        canaryVersion = version;
    }

    private Answer order(@Nullable String match, JsonNode body, Runnable effect) {
        orders++;
        long wanted = body.path("generation").asLong();
        String id = body.path("actionId").asText();
        boolean isCurrent = match == null || match.equals("\"" + generation + "\"");
        if (!isCurrent
                || wanted < generation
                || (wanted == generation && !actionId.isEmpty() && !id.equals(actionId))) {
            return new Answer(412, state());
        }
        generation = wanted;
        actionId = id;
        effect.run();
        return new Answer(200, state());
    }

    private static Answer told(String member, boolean holds) {
        return new Answer(
                200,
                JSON.createObjectNode()
                        .put(member, holds)
                        .put("detail", member + ": " + holds)
                        .toString());
    }

    private String state() {
        ObjectNode state =
                JSON.createObjectNode()
                        .put("weightPercent", weightPercent)
                        .put("generation", generation)
                        .put("stableVersion", "v1.3.1")
                        .put("canaryVersion", canaryVersion)
                        .put("stableReady", stableReady)
                        .put("canaryReady", canaryReady);
        ObjectNode set = state.putObject("settings");
        settings.forEach(set::put);
        return state.toString();
    }

    private synchronized long generation() {
        return generation;
    }

    private void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("ETag", "\"" + generation() + "\"");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        held.letGo();
        server.stop(0);
    }
}
