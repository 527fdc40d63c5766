package dev.kanit.collector.check.http;

import dev.kanit.codec.check.CheckKind.HttpSent;
import dev.kanit.collector.check.HttpAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * The HTTP client of checks. Follows no redirect, reads no more than it is told to, and gives up
 * when its thread is interrupted, which is how a check's time limit ends it.
 */
public final class CheckHttp implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("kanit-check-http-", 0).factory());
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .executor(threads)
                    .build();
    private final UnaryOperator<String> variables;

    /**
     * A client that reaches out when it is asked to.
     *
     * @param variables fills in {@code ${NAME}}; throws IllegalArgumentException without a value
     */
    public CheckHttp(UnaryOperator<String> variables) {
        this.variables = variables;
    }

    HttpClient client() {
        return client;
    }

    ExecutorService threads() {
        return threads;
    }

    /**
     * Sends one request and reads its whole answer.
     *
     * @param url may hold {@code ${NAME}}, as the values of {@code sent.headers()} and the body may
     * @param extra further headers, as they are
     * @param maxBodyBytes more than this is an error
     * @throws IOException when there is no answer, or a larger one
     * @throws IllegalArgumentException when the URL is none, or a variable has no value
     */
    public HttpAnswer send(String url, HttpSent sent, Map<String, String> extra, int maxBodyBytes)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(url, "http", "https")).timeout(Duration.ofMinutes(10));
        sent.headers().forEach((name, value) -> request.setHeader(name, variables.apply(value)));
        extra.forEach(request::setHeader);
        request.method(
                sent.method(),
                sent.body().isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(variables.apply(sent.body())));
        long begun = System.nanoTime();
        HttpResponse<InputStream> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            byte[] body = in.readNBytes(maxBodyBytes + 1);
            if (body.length > maxBodyBytes) {
                throw new IOException("an answer of over " + maxBodyBytes + " bytes");
            }
            double millis = (System.nanoTime() - begun) / 1e6;
            return new HttpAnswer(response.statusCode(), headers(response), body, millis);
        }
    }

    /** The address with its variables filled in; an error does not show it. */
    URI uri(String url, String... schemes) {
        URI uri;
        try {
            uri = new URI(variables.apply(url));
        } catch (URISyntaxException _) {
            throw new IllegalArgumentException(url + " is no URL (expected: scheme://host/path)");
        }
        if (uri.getHost() == null || !List.of(schemes).contains(uri.getScheme())) {
            throw new IllegalArgumentException(
                    url + " is no URL (expected: " + String.join(" or ", schemes) + ")");
        }
        return uri;
    }

    private static Map<String, List<String>> headers(HttpResponse<?> response) {
        Map<String, List<String>> headers = new TreeMap<>();
        response.headers()
                .map()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return headers;
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
