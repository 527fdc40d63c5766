package dev.kanit.collector.source;

import dev.kanit.codec.plan.Source;
import dev.kanit.collector.round.Observation;
import dev.kanit.collector.round.SignalSource;
import dev.kanit.wire.Absence;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a Prometheus server by instant queries, all of a round as of the same time.
 *
 * <p>A scalar, or a vector of exactly one element, is an answer. An empty vector is NO_DATA; so is
 * one of several elements, because none of them is the signal's value, and the log says which query
 * needs an aggregation. A server that cannot be reached, refuses, or talks nonsense is
 * PROVIDER_DOWN.
 */
public final class PrometheusSource implements SignalSource {

    private static final Logger LOG = LoggerFactory.getLogger(PrometheusSource.class);
    private static final int MAX_CONCURRENT = 8;
    private static final int MAX_BODY_BYTES = 1 << 20;

    private final URI queryUri;
    private final Duration timeout;
    private final BoundedHttp http;
    private final RareLog rareLog = new RareLog(LOG);

    /**
     * A source for one server; does not reach out yet.
     *
     * @throws IllegalArgumentException when the URL is none, or a placeholder has no value
     */
    public PrometheusSource(Source.Prometheus source, Placeholders placeholders) {
        this.queryUri = HttpUri.of(placeholders.fill(source.url()), "/api/v1/query");
        this.timeout = source.timeout();
        this.http = new BoundedHttp(timeout, MAX_BODY_BYTES);
    }

    @Override
    public Map<String, Observation> ask(Set<String> questions, Instant at)
            throws InterruptedException {
        Map<String, Callable<Observation>> tasks = new LinkedHashMap<>();
        for (String question : questions) {
            tasks.put(question, () -> ask(question, at));
        }
        return Crowd.within(
                timeout,
                MAX_CONCURRENT,
                http.threads(),
                tasks,
                Observation.absent(Absence.TIMED_OUT));
    }

    private Observation ask(String question, Instant at) {
        String form =
                "query=%s&time=%s&timeout=%dms"
                        .formatted(
                                URLEncoder.encode(question, StandardCharsets.UTF_8),
                                seconds(at),
                                timeout.toMillis());
        HttpRequest request =
                HttpRequest.newBuilder(queryUri)
                        .timeout(timeout)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        try {
            BoundedHttp.Answer answer = http.send(request);
            return switch (PrometheusAnswer.read(answer.status(), answer.body())) {
                case PrometheusAnswer.One(double value) -> Observation.of(value);
                case PrometheusAnswer.None _ -> Observation.absent(Absence.NO_DATA);
                case PrometheusAnswer.Many(int elements) -> {
                    rareLog.warn(
                            question,
                            "the query gave " + elements + " values (expected: one; aggregate it)");
                    yield Observation.absent(Absence.NO_DATA);
                }
                case PrometheusAnswer.Refused(String why) -> {
                    rareLog.warn(question, why);
                    yield Observation.absent(Absence.PROVIDER_DOWN);
                }
            };
        } catch (HttpTimeoutException e) {
            return Observation.absent(Absence.TIMED_OUT);
        } catch (IOException e) {
            rareLog.warn(queryUri.getAuthority(), "no answer: " + e);
            return Observation.absent(Absence.PROVIDER_DOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Observation.absent(Absence.TIMED_OUT);
        }
    }

    private static String seconds(Instant at) {
        return String.format(Locale.ROOT, "%d.%03d", at.getEpochSecond(), at.getNano() / 1_000_000);
    }

    @Override
    public void close() {
        http.close();
    }
}
