package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/** The evaluator's HTTP API, as the command line uses it. */
final class ApiClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI base;
    private final String authorization;

    ApiClient(URI base, String token) {
        this.base = base;
        this.authorization = "Bearer " + token;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, Map<String, String> body) throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build());
    }

    /** Reads server-sent events until {@code reader} returns false or the server ends. */
    void events(String path, Predicate<JsonNode> reader) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Authorization", authorization)
                        .header("Accept", "text/event-stream")
                        .build();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                exchange(request, HttpResponse.BodyHandlers.ofInputStream()).body(),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                boolean isData = line.startsWith("data:");
                if (isData && !reader.test(JSON.readTree(line.substring(5)))) {
                    return;
                }
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", authorization);
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = exchange(request, HttpResponse.BodyHandlers.ofString());
        JsonNode body = JSON.readTree(answer.body());
        if (answer.statusCode() >= 400) {
            throw new IOException(inWords(answer.statusCode(), body));
        }
        return body;
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        try {
            return client.send(request, handler);
        } catch (ConnectException unreachable) {
            throw new IOException(
                    base + " does not answer (expected: a running `kanit up`)", unreachable);
        }
    }

    private static String inWords(int status, JsonNode problem) {
        StringBuilder words =
                new StringBuilder(problem.path("detail").asText("refused"))
                        .append(" [")
                        .append(status)
                        .append(']');
        for (JsonNode error : problem.path("errors")) {
            words.append("\nplan:")
                    .append(error.path("line").asInt())
                    .append(':')
                    .append(error.path("column").asInt())
                    .append(": ")
                    .append(error.path("message").asText())
                    .append(" (expected ")
                    .append(error.path("expected").asText())
                    .append(')');
        }
        return words.toString();
    }
}
