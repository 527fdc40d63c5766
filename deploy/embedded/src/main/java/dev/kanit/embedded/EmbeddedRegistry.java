package dev.kanit.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry in this JVM with Confluent's REST API, on the loopback address. Its schemas
 * live in the topic {@code _schemas}, so ids are the same after a restart. At most one per cluster.
 */
public final class EmbeddedRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int OK = 200;
    private static final int LOG_UNAVAILABLE = 50001;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads;
    private final RegistryLog log;
    private final RegistryApi api;

    private EmbeddedRegistry(HttpServer server, RegistryLog log, RegistryApi api) {
        this.server = server;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.log = log;
        this.api = api;
    }

    /** Starts on a free port; see {@link #start(String, int)}. */
    public static EmbeddedRegistry start(String bootstrapServers) {
        return start(bootstrapServers, LoopbackPort.ANY);
    }

    /**
     * Reads what is known from the cluster and starts to serve.
     *
     * @param port 0 for a free one
     * @throws EmbeddedStartException when the port is taken or the cluster does not answer
     */
    public static EmbeddedRegistry start(String bootstrapServers, int port) {
        HttpServer server = bind(port);
        RegistryLog log = null;
        try {
            log = new RegistryLog(bootstrapServers);
            EmbeddedRegistry registry =
                    new EmbeddedRegistry(server, log, new RegistryApi(new SubjectRegistry(log)));
            registry.serve();
            return registry;
        } catch (RuntimeException failed) {
            server.stop(0);
            if (log != null) {
                log.close();
            }
            throw failed;
        }
    }

    /** Address for clients. */
    public URI uri() {
        return URI.create(
                "http://%s:%d".formatted(LoopbackPort.HOST, server.getAddress().getPort()));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        log.close();
    }

    private static HttpServer bind(int port) {
        try {
            return HttpServer.create(LoopbackPort.address(port), 0);
        } catch (BindException taken) {
            throw LoopbackPort.inUse(port, taken);
        } catch (IOException failed) {
            throw new EmbeddedStartException("the registry cannot serve: " + failed, failed);
        }
    }

    private void serve() {
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                send(exchange, OK, api.answer(RegistryRequest.of(exchange)));
            } catch (RegistryRefusal refusal) {
                sendError(exchange, refusal.status(), refusal.code(), refusal.getMessage());
            } catch (IllegalStateException failed) {
                LOG.warn("A request to the registry could not be carried out", failed);
                sendError(exchange, 500, LOG_UNAVAILABLE, failed.toString());
            }
        }
    }

    private static void sendError(HttpExchange exchange, int status, int code, String message)
            throws IOException {
        send(exchange, status, Map.of("error_code", code, "message", message));
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
