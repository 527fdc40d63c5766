package dev.kanit.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;

/**
 * A request, taken apart.
 *
 * @param path its parts, decoded
 * @param query as it stood in the address, empty when there was none
 */
record RegistryRequest(String method, List<String> path, String query, String body) {

    static final int MAX_BODY_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    RegistryRequest {
        path = List.copyOf(path);
    }

    /** Reads at most {@link #MAX_BODY_BYTES} of the body. */
    static RegistryRequest of(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw RegistryRefusal.bodyTooLarge(MAX_BODY_BYTES);
        }
        List<String> path =
                Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
                        .filter(part -> !part.isEmpty())
                        .map(part -> URLDecoder.decode(part, UTF_8))
                        .toList();
        String query = exchange.getRequestURI().getRawQuery();
        return new RegistryRequest(
                exchange.getRequestMethod(),
                path,
                query == null ? "" : query,
                new String(body, UTF_8));
    }

    boolean asks(String flag) {
        return List.of(query.split("&")).contains(flag + "=true");
    }

    /** The schema of the body. */
    String schema() {
        JsonNode body = json();
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryRefusal.invalidBody("schemaType: " + type + " (expected: AVRO)");
        }
        return text(body, "schema");
    }

    String text(String field) {
        return text(json(), field);
    }

    private static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isTextual()) {
            throw RegistryRefusal.invalidBody(field + ": missing (expected: a string)");
        }
        return value.textValue();
    }

    private JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException _) {
            throw RegistryRefusal.invalidBody("body: not JSON (expected: a JSON object)");
        }
    }
}
