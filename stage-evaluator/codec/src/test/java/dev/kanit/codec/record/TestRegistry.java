package dev.kanit.codec.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.wire.SignalSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.apache.avro.Schema;

/** A registry that knows two writers' schemas of a snapshot: ours, and one with a field more. */
final class TestRegistry implements AutoCloseable {

    static final int OURS = 7;
    static final int OTHER = 8;

    static final Schema OTHER_SCHEMA = otherSchema();

    private final HttpServer server;
    private final SchemaRegistryClient client;

    TestRegistry() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", TestRegistry::answer);
        server.start();
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        client = new SchemaRegistryClient(uri, Duration.ofSeconds(10));
    }

    RecordCodec<SignalSnapshot> snapshots() {
        return RecordCodec.open(SignalSnapshot.class, client);
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            Schema schema = path.endsWith("/" + OTHER) ? OTHER_SCHEMA : SignalSnapshot.SCHEMA$;
            boolean known = !path.startsWith("/schemas") || path.matches(".*/[78]");
            String text = schema.toString().replace("\\", "\\\\").replace("\"", "\\\"");
            String body =
                    known
                            ? "{\"id\":" + OURS + ",\"schema\":\"" + text + "\"}"
                            : "{\"error_code\":40403,\"message\":\"Schema not found\"}";
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 404, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Schema otherSchema() {
        String ours = SignalSnapshot.SCHEMA$.toString();
        String field = "{\"name\":\"site\",\"type\":\"string\",\"default\":\"\"},";
        return new Schema.Parser()
                .parse(ours.replaceFirst("\"fields\":\\[", "\"fields\":[" + field));
    }
}
