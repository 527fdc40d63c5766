package dev.kanit.executor.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.executor.notify.AttemptResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON: bounded in time and size, without redirects. Any 2xx is a delivery; 408, 425, 429 and
 * 5xx may work later; everything else will not.
 */
public final class HttpPost implements AutoCloseable {

    private static final int MAX_ANSWER_BYTES = 16 * 1024;
    private static final int SHOWN = 300;
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT_WITHIN)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
    private final Duration answerWithin;
    private final InstantSource clock;

    /**
     * @param answerWithin for the whole exchange, &gt; 0
     */
    public HttpPost(Duration answerWithin, InstantSource clock) {
        if (!answerWithin.isPositive()) {
            throw new IllegalArgumentException(
                    "answerWithin: " + answerWithin + " (expected: > 0)");
        }
        this.answerWithin = answerWithin;
        this.clock = clock;
    }

    /**
     * Sends {@code json}.
     *
     * @param url http or https
     * @param secrets never shown, even when the receiver repeats them
     */
    public AttemptResult post(
            String url, Map<String, String> headers, String json, List<String> secrets) {
        HttpRequest.Builder request;
        try {
            request = request(URI.create(url));
        } catch (IllegalArgumentException _) {
            // The text may be a secret: it is not repeated.
            return new AttemptResult.Later("no http or https URL (expected: one)");
        }
        headers.forEach(request::header);
        request.header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(json, UTF_8));
        return send(request.build(), secrets);
    }

    private HttpRequest.Builder request(URI url) {
        boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!isWeb || url.getHost() == null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("url (expected: http or https, without a user)");
        }
        return HttpRequest.newBuilder(url).timeout(answerWithin);
    }

    private AttemptResult send(HttpRequest request, List<String> secrets) {
        Future<HttpResponse<byte[]>> pending =
                client.sendAsync(
                        request,
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            HttpResponse<byte[]> answer =
                    pending.get(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
            return result(answer, secrets);
        } catch (TimeoutException _) {
            pending.cancel(true);
            return noAnswer(answerWithin);
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof HttpTimeoutException late
                    ? noAnswer(late)
                    : new AttemptResult.Later(shown(reason(failed), secrets));
        } catch (InterruptedException _) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            return new AttemptResult.Later("interrupted");
        }
    }

    /** The client has the same limit as the wait for it; either may be the first to see it pass. */
    private AttemptResult noAnswer(HttpTimeoutException late) {
        boolean isConnecting =
                late instanceof HttpConnectTimeoutException
                        && CONNECT_WITHIN.compareTo(answerWithin) < 0;
        return noAnswer(isConnecting ? CONNECT_WITHIN : answerWithin);
    }

    private static AttemptResult noAnswer(Duration limit) {
        return new AttemptResult.Later("no answer within " + limit.toMillis() + " ms");
    }

    private AttemptResult result(HttpResponse<byte[]> answer, List<String> secrets) {
        int status = answer.statusCode();
        String words = shown((status + " " + new String(answer.body(), UTF_8)).strip(), secrets);
        if (status >= 200 && status < 300) {
            return new AttemptResult.Delivered(words);
        }
        if (status >= 500 || status == 408 || status == 425 || status == 429) {
            return new AttemptResult.Later(
                    words, answer.headers().firstValue("Retry-After").flatMap(this::retryAfter));
        }
        return new AttemptResult.Refused(
                status >= 300 && status < 400 ? status + ": redirects are not followed" : words);
    }

    /** Seconds, or a date of HTTP. */
    private Optional<Duration> retryAfter(String header) {
        if (header.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
        }
        try {
            Instant at =
                    ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration wait = Duration.between(clock.instant(), at);
            return wait.isNegative() ? Optional.empty() : Optional.of(wait);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static String shown(String words, List<String> secrets) {
        String safe = words;
        for (String secret : secrets) {
            safe = safe.replace(secret, "***");
        }
        return NoticeText.cut(safe.replaceAll("[\\p{Cntrl}]+", " "), SHOWN);
    }

    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return cause instanceof IOException && cause.getMessage() != null
                ? cause.getMessage()
                : String.valueOf(cause == null ? failed : cause.getClass().getSimpleName());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
