package dev.kanit.executor.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One request, one answer: with the client's credentials, bounded in time and size, no redirect
 * followed.
 */
final class ApiExchange {

    /** For a whole exchange: connecting, sending, reading the last byte. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    /** For an exchange that nobody has asked for. */
    private static final Duration PREPARED_WITHIN = Duration.ofSeconds(1);

    /** Above what etcd stores of one object (1.5 MiB), with room for what a server adds. */
    private static final int MAX_BODY_BYTES = 4 << 20;

    private static final int MAX_DEPTH = 100;
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String JSON_TYPE = "application/json";
    private static final String[] CREDENTIALS = {"BearerToken"};

    /** Rollbacks come in crowds: connections of the last one are kept for the next. */
    private static final int KEPT_CONNECTIONS = 64;

    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxNestingDepth(MAX_DEPTH)
                                            .build())
                            .build());

    private final ApiClient client;
    private final OkHttpClient http;

    ApiExchange(ApiClient client, Duration answerWithin) {
        this.client = client;
        this.http =
                client.getHttpClient()
                        .newBuilder()
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .callTimeout(answerWithin)
                        .connectionPool(new ConnectionPool(KEPT_CONNECTIONS, 1, TimeUnit.MINUTES))
                        .build();
    }

    /** What came back. */
    sealed interface Answer {

        /**
         * @param retryAfterSeconds what the server asked for, 0 when it did not
         * @param body a missing node when it was no JSON object
         */
        record Answered(int status, long retryAfterSeconds, JsonNode body) implements Answer {}

        /** No answer, too late, or too large. */
        record Silent(String why) implements Answer {}
    }

    Answer get(String path, List<Pair> query) {
        return send("GET", path, query, null);
    }

    Answer patch(String path, JsonNode body) {
        return send("PATCH", path, List.of(), body.toString().getBytes(UTF_8));
    }

    /** Deletes the object if it is still at this version. */
    Answer delete(String path, String resourceVersion) {
        ObjectNode options = JSON.createObjectNode();
        options.putObject("preconditions").put("resourceVersion", resourceVersion);
        return send("DELETE", path, List.of(), options.toString().getBytes(UTF_8));
    }

    /**
     * Asks for the server's version: once, and when there is an answer, as many times at once as
     * connections are kept. Takes {@link #PREPARED_WITHIN} for each of the two at most, and ends at
     * once when interrupted.
     */
    void prepare() {
        OkHttpClient hasty = http.newBuilder().callTimeout(PREPARED_WITHIN).build();
        Callable<Answer> version = () -> send(hasty, "GET", "/version", List.of(), null);
        // Virtual threads: an interrupt closes the socket that one of them waits for.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                // A server that is sick has enough to do without a crowd of connections.
                if (threads.submit(version).get() instanceof Answer.Answered) {
                    threads.invokeAll(Collections.nCopies(KEPT_CONNECTIONS - 1, version));
                }
            } catch (ExecutionException failed) {
                throw new IllegalStateException("version not asked for", failed.getCause());
            } catch (InterruptedException _) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }

    private Answer send(String method, String path, List<Pair> query, byte @Nullable [] body) {
        return send(http, method, path, query, body);
    }

    private Answer send(
            OkHttpClient through,
            String method,
            String path,
            List<Pair> query,
            byte @Nullable [] body) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", "application/json");
        if (body != null) {
            headers.put("Content-Type", method.equals("PATCH") ? MERGE_PATCH : JSON_TYPE);
        }
        try {
            Request request =
                    client.buildRequest(
                            null,
                            path,
                            method,
                            query,
                            List.of(),
                            body,
                            headers,
                            new HashMap<>(),
                            new HashMap<>(),
                            CREDENTIALS,
                            null);
            Call call = through.newCall(request);
            try (Response response = call.execute()) {
                return answered(response);
            }
        } catch (IOException | ApiException failed) {
            return new Answer.Silent(
                    failed.getMessage() == null ? failed.toString() : failed.getMessage());
        }
    }

    private static Answer answered(Response response) throws IOException {
        ResponseBody body = response.body();
        if (body == null) {
            return new Answer.Answered(
                    response.code(), retryAfter(response), MissingNode.getInstance());
        }
        BufferedSource source = body.source();
        if (source.request(MAX_BODY_BYTES + 1L)) {
            return new Answer.Silent("answer above " + MAX_BODY_BYTES + " bytes");
        }
        return new Answer.Answered(
                response.code(), retryAfter(response), parse(source.readByteArray()));
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode node = JSON.readTree(new String(body, UTF_8));
            return node != null && node.isObject() ? node : MissingNode.getInstance();
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    private static long retryAfter(Response response) {
        String header = response.header("Retry-After");
        try {
            return header == null ? 0 : Math.max(0, Long.parseLong(header.strip()));
        } catch (NumberFormatException _) {
            // A date: allowed by HTTP, never sent by an API server.
            return 0;
        }
    }
}
