package dev.kanit.standalone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.standalone.platform.KubernetesAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers like an API server for canary Ingresses and one ready Deployment: reads, and merge
 * patches of annotations on condition of the resource version. In this JVM, over plain HTTP on
 * loopback, with everything in memory: no etcd, no TLS, no admission. It shows what the executor
 * costs, not what a cluster costs.
 */
final class LocalApiServer implements BenchApiServer {

    private static final String WHAT =
            "in the same JVM, plain HTTP/1.1 on loopback, objects in memory (no etcd, TLS,"
                    + " admission)";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEPLOYMENT =
            "{\"metadata\":{\"name\":\"spark\",\"resourceVersion\":\"1\"},"
                    + "\"status\":{\"readyReplicas\":2}}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, ObjectNode> ingresses = new ConcurrentHashMap<>();
    private final Map<String, Long> zeroAtNanos = new ConcurrentHashMap<>();

    LocalApiServer() throws IOException {
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public String what() {
        return WHAT;
    }

    @Override
    public String namespace() {
        return "prod";
    }

    @Override
    public List<ActuatorKind> kinds() {
        return KubernetesAccess.kindsAt(uri());
    }

    @Override
    public long[] barePatches(int count) throws InterruptedException, ExecutionException {
        return BarePatches.send(this, count);
    }

    @Override
    public void ingress(String name) {
        ObjectNode object = JSON.createObjectNode();
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("name", name).put("resourceVersion", "1");
        metadata.putObject("annotations").put(WEIGHT, "25");
        ingresses.put(name, object);
        zeroAtNanos.remove(name);
    }

    /** When the answer had been sent. */
    @Override
    public long zeroAtNanos(String name) {
        return zeroAtNanos.getOrDefault(name, 0L);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (path.contains("/deployments/")) {
                send(exchange, 200, DEPLOYMENT);
            } else if (!ingresses.containsKey(name)) {
                send(exchange, 404, "{}");
            } else if (exchange.getRequestMethod().equals("PATCH")) {
                JsonNode patch = JSON.readTree(exchange.getRequestBody());
                boolean isDone = patch(name, patch);
                send(exchange, isDone ? 200 : 409, ingresses.get(name).toString());
                if (isDone && patch.at("/metadata/annotations").path(WEIGHT).asText().equals("0")) {
                    zeroAtNanos.putIfAbsent(name, System.nanoTime());
                }
            } else {
                send(exchange, 200, ingresses.get(name).toString());
            }
        }
    }

    private boolean patch(String name, JsonNode patch) {
        String wanted = patch.at("/metadata/resourceVersion").asText("");
        ObjectNode before = ingresses.get(name);
        if (before == null || !before.at("/metadata/resourceVersion").asText().equals(wanted)) {
            return false;
        }
        ObjectNode after = before.deepCopy();
        ObjectNode metadata = (ObjectNode) after.get("metadata");
        metadata.withObjectProperty("annotations")
                .setAll((ObjectNode) patch.at("/metadata/annotations"));
        metadata.put("resourceVersion", Long.toString(Long.parseLong(wanted) + 1));
        return ingresses.replace(name, before, after);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().close();
    }
}
