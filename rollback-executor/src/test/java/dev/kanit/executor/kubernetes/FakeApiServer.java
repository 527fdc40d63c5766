package dev.kanit.executor.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * As much of an API server as the actuators need: objects by path, merge patches with null removal,
 * conflicts, a status of its own, lists by label; and the failures that a script asks for.
 */
public final class FakeApiServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What it does instead of answering. */
    public enum Failure {
        FORBIDDEN_403(403),
        MISSING_404(404),
        CONFLICT_409(409),
        INVALID_422(422),
        BUSY_429(429),
        ERROR_500(500),
        UNAVAILABLE_503(503),
        REDIRECT_307(307),
        SILENT(0),
        TRUNCATED(0),
        NO_JSON(0),
        TOO_LARGE(0);

        private final int status;

        Failure(int status) {
            this.status = status;
        }
    }

    private record Scripted(String method, Failure failure) {}

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final Deque<Scripted> script = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private long version;

    public FakeApiServer() {
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

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next request of this method fails so. */
    public synchronized void script(String method, Failure failure) {
        script.add(new Scripted(method, failure));
    }

    /** Method and path of each request so far. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            Failure failure = failing(exchange);
            if (failure != null) {
                fail(exchange, failure);
                return;
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            JsonNode sent = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
            String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
            synchronized (this) {
                String path = exchange.getRequestURI().getPath();
                switch (method) {
                    case "GET" -> get(exchange, path);
                    case "POST" -> create(exchange, path, (ObjectNode) sent);
                    case "DELETE" -> {
                        objects.keySet().removeIf(at -> at.startsWith(path));
                        send(exchange, 200, JSON.createObjectNode());
                    }
                    default -> {
                        if (type.startsWith("application/merge-patch+json")) {
                            patch(exchange, path, sent);
                        } else {
                            send(exchange, 415, told("unsupported"));
                        }
                    }
                }
            }
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Failure failing(HttpExchange exchange) {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        if (script.isEmpty() || !script.peek().method().equals(exchange.getRequestMethod())) {
            return null;
        }
        return script.remove().failure();
    }

    private void get(HttpExchange exchange, String path) throws IOException {
        if (objects.containsKey(path)) {
            send(exchange, 200, objects.get(path));
            return;
        }
        String query = exchange.getRequestURI().getRawQuery();
        if (query == null) {
            send(exchange, 404, told("not found"));
            return;
        }
        String[] label = URLDecoder.decode(query.replace("labelSelector=", ""), UTF_8).split("=");
        ObjectNode list = JSON.createObjectNode();
        ArrayNode items = list.putArray("items");
        objects.forEach(
                (at, object) -> {
                    if (at.startsWith(path + "/")
                            && object.at("/metadata/labels")
                                    .path(label[0])
                                    .asText()
                                    .equals(label[1])) {
                        items.add(object);
                    }
                });
        send(exchange, 200, list);
    }

    private void create(HttpExchange exchange, String path, ObjectNode object) throws IOException {
        ObjectNode metadata = object.withObject("/metadata");
        metadata.put("resourceVersion", Long.toString(++version)).put("generation", 1);
        if (path.contains("/deployments") || path.contains("/rollouts")) {
            // Status is not for those who create.
            object.remove("status");
        }
        objects.put(path + "/" + metadata.path("name").asText(), object);
        send(exchange, 201, object);
    }

    private void patch(HttpExchange exchange, String path, JsonNode patch) throws IOException {
        boolean ofStatus = path.endsWith("/status");
        String at = ofStatus ? path.substring(0, path.length() - "/status".length()) : path;
        ObjectNode before = objects.get(at);
        if (before == null) {
            send(exchange, 404, told("not found"));
            return;
        }
        JsonNode wanted = patch.at("/metadata/resourceVersion");
        if (wanted.isTextual()
                && !wanted.asText().equals(before.at("/metadata/resourceVersion").asText())) {
            send(exchange, 409, told("the object has been modified"));
            return;
        }
        ObjectNode after = before.deepCopy();
        if (ofStatus) {
            merge(after.withObject("/status"), patch.path("status"));
        } else {
            merge(after, patch);
            if (before.has("status")) {
                after.set("status", before.get("status"));
            }
        }
        if (!after.equals(before)) {
            ObjectNode metadata = (ObjectNode) after.get("metadata");
            metadata.put("resourceVersion", Long.toString(++version));
            if (!after.path("spec").equals(before.path("spec"))) {
                metadata.put("generation", before.at("/metadata/generation").asLong() + 1);
            }
            objects.put(at, after);
        }
        send(exchange, 200, after);
    }

    /** RFC 7396. */
    private static void merge(ObjectNode target, JsonNode patch) {
        patch.properties()
                .forEach(
                        member -> {
                            String name = member.getKey();
                            JsonNode value = member.getValue();
                            if (value.isNull()) {
                                target.remove(name);
                            } else if (value.isObject()) {
                                if (!target.path(name).isObject()) {
                                    target.putObject(name);
                                }
                                merge((ObjectNode) target.get(name), value);
                            } else {
                                target.set(name, value);
                            }
                        });
    }

    private void fail(HttpExchange exchange, Failure failure) throws IOException {
        switch (failure) {
            case SILENT -> awaitClose();
            case TRUNCATED -> {
                exchange.sendResponseHeaders(200, 1_000);
                exchange.getResponseBody().write("{\"metadata\": {".getBytes(UTF_8));
            }
            case NO_JSON -> {
                byte[] page = "<html>proxy</html>".getBytes(UTF_8);
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            }
            case TOO_LARGE -> {
                byte[] part = new byte[1 << 20];
                exchange.sendResponseHeaders(200, 0);
                for (int written = 0; written < 5; written++) {
                    exchange.getResponseBody().write(part);
                }
            }
            default -> {
                if (failure == Failure.BUSY_429) {
                    exchange.getResponseHeaders().add("Retry-After", "1");
                }
                if (failure == Failure.REDIRECT_307) {
                    exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
                }
                send(exchange, failure.status, told("scripted " + failure));
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

    private static ObjectNode told(String message) {
        return JSON.createObjectNode().put("kind", "Status").put("message", message);
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
