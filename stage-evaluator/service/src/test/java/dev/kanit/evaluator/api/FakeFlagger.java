package dev.kanit.evaluator.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.evaluator.testing.ApiCaller;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;

/**
 * Calls the hooks of a Canary as Flagger does: its own payload, no headers but the content type and
 * what follows from the URL's user, and yes is a status of up to 202.
 */
final class FakeFlagger {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HIGHEST_YES = 202;

    private final JsonNode canary;
    private final URI server;
    private final String secret;
    private final ApiCaller http;

    FakeFlagger(JsonNode canary, URI server, String secret, ApiCaller http) {
        this.canary = canary;
        this.server = server;
        this.secret = secret;
        this.http = http;
    }

    /** Whether the hook of this type says yes, for a release of another id and version. */
    boolean asks(String type, String rolloutId, String version) {
        JsonNode hook = hook(type);
        ObjectNode metadata = ((ObjectNode) hook.path("metadata")).deepCopy();
        metadata.put("rolloutId", rolloutId).put("version", version);
        return call(hook, metadata);
    }

    /** Whether the hook says yes when the Canary has no metadata. */
    boolean asksByName(String type) {
        return call(hook(type), JSON.createObjectNode());
    }

    private boolean call(JsonNode hook, ObjectNode metadata) {
        ObjectNode payload = JSON.createObjectNode();
        payload.put("name", canary.path("metadata").path("name").asText());
        payload.put("namespace", canary.path("metadata").path("namespace").asText());
        payload.put("phase", "Progressing");
        payload.put("checksum", "85d557f47b");
        if (!metadata.isEmpty()) {
            payload.set("metadata", metadata);
        }
        URI url = URI.create(hook.path("url").asText().replace("GATE_SECRET", secret));
        String user = Base64.getEncoder().encodeToString(url.getUserInfo().getBytes(UTF_8));
        int status =
                http.send(
                                HttpRequest.newBuilder(server.resolve(url.getPath()))
                                        .header("Content-Type", "application/json")
                                        .header("Authorization", "Basic " + user)
                                        .POST(BodyPublishers.ofString(payload.toString())))
                        .status();
        return status <= HIGHEST_YES;
    }

    private JsonNode hook(String type) {
        for (JsonNode hook : canary.path("spec").path("analysis").path("webhooks")) {
            if (hook.path("type").asText().equals(type)) {
                return hook;
            }
        }
        throw new AssertionError(type + ": no such hook in the Canary");
    }
}
