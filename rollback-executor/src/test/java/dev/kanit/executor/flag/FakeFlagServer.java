package dev.kanit.executor.flag;

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
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A flag service that goes by docs/flag-actuator.md to the letter, with code of its own for the
 * signatures, and writes down every change that had an effect.
 */
final class FakeFlagServer implements AutoCloseable {

    static final String FLAG = "FEATURE_ML_SCORING";
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<String> effects = new ArrayList<>();
    private final List<String> messageIds = new ArrayList<>();
    private final Map<String, String> bodiesByKey = new TreeMap<>();
    private final SortedMap<String, String> settings = new TreeMap<>();
    private String value = "0";
    private @Nullable Double weightPercent;
    private String canaryScope = "on";
    private long generation;
    private String actionId = "";
    private long version = 1;

    volatile boolean swallowsAnswers;
    volatile int status;

    FakeFlagServer() {
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

    SortedMap<String, String> actuatorSettings() {
        return new TreeMap<>(
                Map.of(
                        "url",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                        "name",
                        FLAG,
                        "secret",
                        "${FLAG_SECRET}"));
    }

    synchronized List<String> effects() {
        return List.copyOf(effects);
    }

    /** {@code webhook-id} of every order that came. */
    synchronized List<String> messageIds() {
        return List.copyOf(messageIds);
    }

    synchronized void put(String name, String set) {
        settings.put(name, set);
        version++;
    }

    /** As a person does, by the service's own page. */
    synchronized void setByHand(String now) {
        value = now;
        weightPercent = null;
        version++;
    }

    private record Answer(int status, String body) {}

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Answer answer =
                    status != 0
                            ? problem(status, "as the test wants it")
                            : isSigned(exchange, body)
                                    ? obey(exchange, body)
                                    : problem(401, "signature");
            if (swallowsAnswers) {
                swallowsAnswers = false;
                return;
            }
            byte[] bytes = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().add("ETag", etag());
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Answer obey(HttpExchange exchange, String body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String base = "/kanit/flags/" + FLAG;
        if (exchange.getRequestMethod().equals("GET") && path.equals(base)) {
            return new Answer(200, state());
        }
        if (!exchange.getRequestMethod().equals("PUT") || !path.startsWith(base + "/")) {
            return problem(404, "no such flag");
        }
        JsonNode order = JSON.readTree(body);
        String key = header(exchange, "Idempotency-Key");
        messageIds.add(header(exchange, "webhook-id"));
        String expectedKey = order.path("actionId").asText() + "/" + order.path("step").asText();
        if (!key.equals(expectedKey) || !order.path("flag").asText().equals(FLAG)) {
            return problem(400, "key or flag do not fit the body");
        }
        long wanted = order.path("generation").asLong(-1);
        boolean isForeign =
                wanted == generation && !order.path("actionId").asText().equals(actionId);
        if (wanted < generation || (isForeign && !actionId.isEmpty())) {
            return fenced("generation " + generation + " is in effect");
        }
        String before = bodiesByKey.get(key);
        if (before != null) {
            return before.equals(body)
                    ? new Answer(200, state())
                    : problem(422, "key was used for another order");
        }
        if (!header(exchange, "If-Match").equals(etag())) {
            return header(exchange, "If-Match").isEmpty()
                    ? problem(428, "If-Match is missing")
                    : fenced("version " + version + " is in effect");
        }
        return apply(path.substring(base.length() + 1), order, key, body);
    }

    private Answer apply(String part, JsonNode order, String key, String body) throws IOException {
        switch (part) {
            case "value" -> set(order);
            case "canary-scope" -> {
                canaryScope = order.path("canaryScope").asText();
                effects.add("canary's scope " + canaryScope);
            }
            case "settings" -> {
                if (order.has("value")) {
                    set(order);
                }
                order.path("settings")
                        .properties()
                        .forEach(
                                one -> {
                                    settings.put(one.getKey(), one.getValue().asText());
                                    effects.add(one.getKey() + "=" + one.getValue().asText());
                                });
            }
            default -> {
                return problem(404, "no such part");
            }
        }
        generation = order.path("generation").asLong();
        actionId = order.path("actionId").asText();
        version++;
        bodiesByKey.put(key, body);
        return new Answer(200, state());
    }

    private void set(JsonNode order) {
        value = order.path("value").asText();
        weightPercent =
                order.has("weightPercent") ? order.path("weightPercent").doubleValue() : null;
        effects.add("value " + value);
    }

    private Answer fenced(String why) throws IOException {
        ObjectNode body = (ObjectNode) JSON.readTree(state());
        body.put("title", "superseded").put("detail", why);
        return new Answer(412, body.toString());
    }

    private static Answer problem(int status, String why) {
        return new Answer(status, JSON.createObjectNode().put("detail", why).toString());
    }

    private synchronized String etag() {
        return "\"" + version + "\"";
    }

    private String state() {
        ObjectNode state =
                JSON.createObjectNode()
                        .put("flag", FLAG)
                        .put("value", value)
                        .put("canaryScope", canaryScope)
                        .put("generation", generation)
                        .put("version", version);
        if (weightPercent != null) {
            state.put("weightPercent", weightPercent);
        }
        settings.forEach(state.putObject("settings")::put);
        return state.toString();
    }

    private static boolean isSigned(HttpExchange exchange, String body) {
        String id = header(exchange, "webhook-id");
        String timestamp = header(exchange, "webhook-timestamp");
        if (id.isEmpty() || !timestamp.matches("[0-9]{1,12}")) {
            return false;
        }
        Duration age =
                Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), Instant.now());
        String expected = "v1," + mac(id + "." + timestamp + "." + body);
        boolean isOurs =
                List.of(header(exchange, "webhook-signature").split(" ")).stream()
                        .anyMatch(
                                one ->
                                        MessageDigest.isEqual(
                                                one.getBytes(UTF_8), expected.getBytes(UTF_8)));
        return isOurs && age.abs().compareTo(TOLERANCE) <= 0;
    }

    private static String mac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
