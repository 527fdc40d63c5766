package dev.kanit.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Answers what a test tells it to, by method and path; anything else as an unknown schema. */
final class StubRegistry implements AutoCloseable {

    private static final Answer UNKNOWN =
            new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String authorization = "";

    StubRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private record Answer(int status, String body) {}

    StubRegistry answering(String request, int status, String body) {
        answers.put(request, new Answer(status, body));
        return this;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    SchemaRegistryClient client() {
        return new SchemaRegistryClient(uri(), Duration.ofSeconds(10));
    }

    /** Requests so far, as {@code GET /schemas/ids/1}. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    String authorization() {
        return authorization;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
            requests.add(request);
            String header = exchange.getRequestHeaders().getFirst("Authorization");
            authorization = header == null ? "" : header;
            Answer answer = answers.getOrDefault(request, UNKNOWN);
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
