package dev.kanit.evaluator.people.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's public keys, fetched when they are needed: at most once in {@link #PAUSE}, within
 * {@link #TIMEOUT}, at most {@value #MAX_BYTES} bytes, without following a redirect. Keys that
 * could not be fetched again for {@link #KEPT} are believed no longer. Keys of a file are read at
 * the same times. Thread-safe.
 */
final class IssuerKeys implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(5);
    static final Duration PAUSE = Duration.ofSeconds(10);
    static final Duration KEPT = Duration.ofMinutes(10);
    static final int MAX_BYTES = 256 << 10;
    private static final int MAX_KEYS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final URI url;
    private final InstantSource clock;
    private final Object fetching = new Object();
    private volatile Fetched fetched = new Fetched(new JWKSet(), Long.MIN_VALUE / 2);
    private long lastTryMillis = Long.MIN_VALUE / 2;

    private record Fetched(JWKSet keys, long atMillis) {}

    IssuerKeys(URI url, InstantSource clock) {
        this.url = url;
        this.clock = clock;
    }

    /** The keys that are believed now; empty when there are none. No network. */
    Optional<JWKSet> now() {
        Fetched last = fetched;
        return clock.millis() - last.atMillis() < KEPT.toMillis()
                ? Optional.of(last.keys())
                : Optional.empty();
    }

    /** The keys, fetched again unless that was tried a moment ago. May block. */
    Optional<JWKSet> again() {
        synchronized (fetching) {
            long now = clock.millis();
            if (now - lastTryMillis >= PAUSE.toMillis()) {
                lastTryMillis = now;
                try {
                    fetched = new Fetched(fetch(), clock.millis());
                } catch (IOException failed) {
                    LOG.atWarn()
                            .addKeyValue("reason", String.valueOf(failed.getMessage()))
                            .log("the issuer's keys were not fetched");
                }
            }
        }
        return now();
    }

    private JWKSet fetch() throws IOException {
        return "file".equals(url.getScheme()) ? read() : download();
    }

    private JWKSet read() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(url))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("over " + MAX_BYTES + " bytes");
            }
            return parsed(bytes);
        }
    }

    private static JWKSet parsed(byte[] bytes) throws IOException {
        try {
            JWKSet keys = JWKSet.parse(new String(bytes, StandardCharsets.UTF_8));
            if (keys.size() > MAX_KEYS) {
                throw new IOException(keys.size() + " keys (expected: <= " + MAX_KEYS + ")");
            }
            return keys;
        } catch (ParseException | IllegalArgumentException malformed) {
            throw new IOException("no JWK set", malformed);
        }
    }

    private JWKSet download() throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .timeout(TIMEOUT)
                        .header("Accept", "application/json")
                        .build();
        CompletableFuture<HttpResponse<byte[]>> coming =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        try {
            // The request's own limit ends with the headers; this one covers the body.
            HttpResponse<byte[]> answer = coming.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode() + " (expected: 200)");
            }
            return parsed(answer.body());
        } catch (ExecutionException failed) {
            throw new IOException(String.valueOf(failed.getCause()), failed);
        } catch (TimeoutException late) {
            throw new IOException("no answer within " + TIMEOUT.toSeconds() + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            coming.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
