package dev.kanit.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** Requests to the registry and what came back, as JSON; knows nothing about schemas. */
final class RegistryHttp implements AutoCloseable {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final long MAX_RESPONSE_BYTES = 4 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final String credentials;
    private final Duration timeout;
    private final HttpClient client;

    RegistryHttp(URI base, Duration timeout) {
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        this.base =
                "%s://%s:%d%s"
                        .formatted(
                                base.getScheme(),
                                base.getHost(),
                                portOf(base),
                                path.replaceAll("/+$", ""));
        this.credentials = base.getUserInfo() == null ? "" : base.getUserInfo();
        this.timeout = timeout;
        this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    /** An answer of the registry; {@code body} is a missing node when there is no JSON. */
    record Answer(int status, JsonNode body) {

        int errorCode() {
            return body.path("error_code").asInt(0);
        }

        String message() {
            return body.path("message").asText("status " + status);
        }
    }

    Answer get(String path) {
        return send(path, "GET", BodyPublishers.noBody());
    }

    Answer post(String path, Map<String, String> body) {
        return send(path, "POST", json(body));
    }

    Answer put(String path, Map<String, String> body) {
        return send(path, "PUT", json(body));
    }

    /** Address without credentials, for messages. */
    String address() {
        return base;
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    private Answer send(String path, String method, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(timeout)
                        .header("Content-Type", MEDIA_TYPE)
                        .header("Accept", MEDIA_TYPE + ", application/json")
                        .method(method, body);
        if (!credentials.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
        }
        try {
            var response =
                    client.send(
                            request.build(),
                            BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_RESPONSE_BYTES));
            return new Answer(response.statusCode(), parse(response.body()));
        } catch (IOException failed) {
            throw new RegistryUnavailableException(
                    "registry %s did not answer: %s".formatted(base, reasonOf(failed)), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException(
                    "interrupted while asking the registry " + base, interrupted);
        }
    }

    /** The JDK's exception for a refused connection has no message of its own. */
    private static String reasonOf(IOException failed) {
        return failed.getMessage() == null
                ? failed.getClass().getSimpleName()
                : failed.getMessage();
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException _) {
            return MissingNode.getInstance();
        }
    }

    private static BodyPublisher json(Map<String, String> body) {
        try {
            return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of strings is always JSON", impossible);
        }
    }

    private static int portOf(URI base) {
        if (base.getPort() >= 0) {
            return base.getPort();
        }
        return "https".equals(base.getScheme()) ? 443 : 80;
    }
}
