package dev.kanit.evaluator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.evaluator.people.Door;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The other instances: asked once, never in a circle, with the caller's own credentials, which each
 * of them looks at itself. There is no header by which one instance could tell another who is
 * asking, and so none to forge.
 */
@Singleton
@Requires(beans = Door.class)
final class Peers {

    private static final String FORWARDED = "Kanit-Forwarded";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper json = new ObjectMapper();

    static boolean isForwarded(HttpRequest<?> request) {
        return request.getHeaders().contains(FORWARDED);
    }

    /** The rollouts of another instance; empty when it does not answer with a list. */
    Optional<List<JsonNode>> list(String address, HttpRequest<?> caller) {
        try {
            java.net.http.HttpResponse<String> answer = ask(address, "/v1/rollouts", caller);
            JsonNode body = json.readTree(answer.body());
            if (answer.statusCode() != HttpStatus.OK.getCode() || !body.isArray()) {
                return Optional.empty();
            }
            List<JsonNode> rollouts = new ArrayList<>();
            body.forEach(rollouts::add);
            return Optional.of(rollouts);
        } catch (IOException unreachable) {
            // Its rollouts move to a live instance within seconds.
            return Optional.empty();
        }
    }

    HttpResponse<?> show(String address, String rolloutId, HttpRequest<?> caller) {
        try {
            java.net.http.HttpResponse<String> answer =
                    ask(address, "/v1/rollouts/" + rolloutId, caller);
            return HttpResponse.status(HttpStatus.valueOf(answer.statusCode()))
                    .contentType(
                            answer.headers()
                                    .firstValue("Content-Type")
                                    .orElse(MediaType.APPLICATION_JSON))
                    .body(read(answer.body()));
        } catch (HttpTimeoutException late) {
            return Problem.of(
                            HttpStatus.GATEWAY_TIMEOUT,
                            "the rollout's owner "
                                    + address
                                    + " has not answered within "
                                    + TIMEOUT.toSeconds()
                                    + " s")
                    .header("Retry-After", "1");
        } catch (IOException unreachable) {
            return Problem.of(
                            HttpStatus.BAD_GATEWAY,
                            "the rollout's owner " + address + " does not answer")
                    .header("Retry-After", "1");
        }
    }

    private JsonNode read(String body) throws JsonProcessingException {
        return json.readTree(body);
    }

    private java.net.http.HttpResponse<String> ask(
            String address, String path, HttpRequest<?> caller) throws IOException {
        try {
            return client.send(
                    java.net.http.HttpRequest.newBuilder(URI.create("http://" + address + path))
                            .timeout(TIMEOUT)
                            .header(
                                    "Authorization",
                                    String.valueOf(
                                            caller.getHeaders().get(HttpHeaders.AUTHORIZATION)))
                            .header(FORWARDED, "1")
                            .build(),
                    java.net.http.HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
