package dev.kanit.embedded.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An address of a registry that can be shut, so that the registry is away for those behind it. */
public final class RegistryDoor implements AutoCloseable {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    private final URI registry;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile boolean isOpen;

    private RegistryDoor(URI registry, HttpServer server) {
        this.registry = registry;
        this.server = server;
    }

    /** A door that is shut. */
    public static RegistryDoor before(URI registry) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
            RegistryDoor door = new RegistryDoor(registry, server);
            server.setExecutor(door.threads);
            server.createContext("/", door::pass);
            server.start();
            return door;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void open() {
        isOpen = true;
    }

    public void shut() {
        isOpen = false;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isOpen) {
                return;
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            HttpResponse<byte[]> answer =
                    client.send(
                            HttpRequest.newBuilder(registry.resolve(exchange.getRequestURI()))
                                    .header(CONTENT_TYPE, MEDIA_TYPE)
                                    .method(
                                            exchange.getRequestMethod(),
                                            BodyPublishers.ofByteArray(body))
                                    .build(),
                            BodyHandlers.ofByteArray());
            exchange.getResponseHeaders().set(CONTENT_TYPE, MEDIA_TYPE);
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
