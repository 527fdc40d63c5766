package dev.kanit.executor.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request, one answer: bounded in time and size, without redirects. Thread-safe. */
public final class JsonExchange {

    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int MAX_DEPTH = 16;

    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxNestingDepth(MAX_DEPTH)
                                            .build())
                            .build());

    private final HttpClient client;
    private final URI base;
    private final Duration answerWithin;

    /**
     * @param client follows no redirect
     * @param base of every path, without a slash at its end
     * @param answerWithin longest wait for one answer, &gt; 0
     */
    public JsonExchange(HttpClient client, URI base, Duration answerWithin) {
        this.client = client;
        this.base = base;
        this.answerWithin = answerWithin;
    }

    /** Asks for {@code path}. */
    public JsonAnswer get(String path) {
        return get(path, Map.of());
    }

    /** Asks for {@code path} with these headers. */
    public JsonAnswer get(String path, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).GET();
        headers.forEach(request::header);
        return send(request.build());
    }

    /** Sends {@code json}, as it is, with these headers. */
    public JsonAnswer send(String method, String path, Map<String, String> headers, String json) {
        HttpRequest.Builder request =
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json));
        headers.forEach(request::header);
        return send(request.build());
    }

    /** Reads and makes JSON within the same limits. */
    public static ObjectMapper json() {
        return JSON;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(answerWithin);
    }

    /** The request's own timeout ends with the headers; this one holds for the body, too. */
    private JsonAnswer send(HttpRequest request) {
        Future<HttpResponse<byte[]>> pending =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY_BYTES));
        try {
            HttpResponse<byte[]> response =
                    pending.get(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
            return new JsonAnswer.Answered(
                    response.statusCode(),
                    response.headers().firstValue("ETag").orElse(""),
                    parse(response.body()));
        } catch (TimeoutException _) {
            pending.cancel(true);
            return silent(request, "no answer within " + answerWithin.toMillis() + " ms");
        } catch (ExecutionException failed) {
            return silent(request, reason(failed));
        } catch (InterruptedException _) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            return silent(request, "interrupted");
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode node = JSON.readTree(new String(body, StandardCharsets.UTF_8));
            return node != null && node.isObject() ? node : MissingNode.getInstance();
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    private static JsonAnswer silent(HttpRequest request, String why) {
        return new JsonAnswer.Silent(request.method() + " " + request.uri().getPath() + ": " + why);
    }

    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return cause instanceof IOException && cause.getMessage() != null
                ? cause.getMessage()
                : String.valueOf(cause);
    }
}
