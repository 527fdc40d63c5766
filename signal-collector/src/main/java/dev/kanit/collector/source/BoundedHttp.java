package dev.kanit.collector.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** HTTP within limits of time and size; follows no redirect, which could lead anywhere. */
final class BoundedHttp implements AutoCloseable {

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("kanit-source-", 0).factory());
    private final HttpClient http;
    private final int maxBodyBytes;

    BoundedHttp(Duration connectTimeout, int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(connectTimeout)
                        .executor(threads)
                        .build();
    }

    ExecutorService threads() {
        return threads;
    }

    /**
     * The answer's status and body.
     *
     * @throws IOException when there is no answer, or one over the limit
     */
    Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(maxBodyBytes + 1);
            if (bytes.length > maxBodyBytes) {
                throw new IOException("body (expected: <= " + maxBodyBytes + " bytes)");
            }
            return new Answer(response.statusCode(), bytes);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Answer(int status, byte[] body) {}
}
