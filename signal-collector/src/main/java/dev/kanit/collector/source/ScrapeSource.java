package dev.kanit.collector.source;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.SignalQuery;
import dev.kanit.codec.plan.Source;
import dev.kanit.collector.promql.Evaluated;
import dev.kanit.collector.promql.Expression;
import dev.kanit.collector.promql.Labels;
import dev.kanit.collector.promql.Parsed;
import dev.kanit.collector.promql.PromQl;
import dev.kanit.collector.round.Observation;
import dev.kanit.collector.round.SignalSource;
import dev.kanit.wire.Absence;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes targets in every round and answers from what it kept, by {@link PromQl}.
 *
 * <p>An instant selector looks back over five intervals, as Prometheus' five minutes are five times
 * its usual one; a round of this source thus outlives four failed scrapes at most, and a series
 * that its target no longer exposes ends at once. When no target answered, every question's answer
 * is PROVIDER_DOWN (TIMED_OUT, when all were late), whatever was kept.
 */
public final class ScrapeSource implements SignalSource {

    private static final Logger LOG = LoggerFactory.getLogger(ScrapeSource.class);
    private static final int LOOKBACK_INTERVALS = 5;
    private static final int MAX_CONCURRENT = 8;
    private static final int MAX_BODY_BYTES = 8 << 20;

    private final Map<String, URI> targets = new LinkedHashMap<>();
    private final Duration timeout;
    private final Duration lookback;
    private final KeptSamples kept;
    private final BoundedHttp http;
    private final Map<String, Parsed> parsed = new HashMap<>();
    private final RareLog rareLog = new RareLog(LOG);

    private ScrapeSource(Source.Scrape source, Duration longestWindow, Placeholders placeholders) {
        for (String url : source.urls()) {
            URI uri = HttpUri.of(placeholders.fill(url), "");
            targets.put(uri.toString(), uri);
        }
        timeout = source.timeout();
        lookback = source.every().multipliedBy(LOOKBACK_INTERVALS);
        kept = new KeptSamples(longestWindow.plus(lookback));
        http = new BoundedHttp(timeout, MAX_BODY_BYTES);
    }

    /**
     * A source that keeps samples for the plan's longest window; does not reach out yet.
     *
     * @throws IllegalArgumentException when a URL is none, or a placeholder has no value
     */
    public static ScrapeSource of(
            Source.Scrape source, CollectionPlan plan, Placeholders placeholders) {
        Duration longest =
                plan.queries().stream()
                        .map(SignalQuery::longestWindow)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
        return new ScrapeSource(source, longest, placeholders);
    }

    @Override
    public synchronized Map<String, Observation> ask(Set<String> questions, Instant at)
            throws InterruptedException {
        Map<String, Callable<Scraped>> tasks = new LinkedHashMap<>();
        targets.forEach((target, uri) -> tasks.put(target, () -> scrape(uri)));
        Map<String, Scraped> scrapes =
                Crowd.within(timeout, MAX_CONCURRENT, http.threads(), tasks, new Scraped.Late());
        scrapes.forEach(
                (target, scraped) ->
                        kept.add(
                                target,
                                scraped instanceof Scraped.Samples(var samples)
                                        ? withUp(samples, 1)
                                        : withUp(List.of(), 0),
                                at));
        Map<String, Observation> answers = new LinkedHashMap<>();
        for (String question : questions) {
            answers.put(question, absence(scrapes).orElseGet(() -> answer(question, at)));
        }
        return answers;
    }

    /** As Prometheus does: 1 for a target that answered, 0 for one that did not. */
    private static List<TextExposition.Sample> withUp(
            List<TextExposition.Sample> samples, int answered) {
        Labels up = Labels.of(Map.of(Labels.NAME, "up"));
        List<TextExposition.Sample> all = new ArrayList<>(samples);
        all.removeIf(sample -> sample.labels().equals(up));
        all.add(new TextExposition.Sample(up, answered));
        return all;
    }

    private static Optional<Observation> absence(Map<String, Scraped> scrapes) {
        if (scrapes.values().stream().anyMatch(Scraped.Samples.class::isInstance)) {
            return Optional.empty();
        }
        boolean late = scrapes.values().stream().allMatch(Scraped.Late.class::isInstance);
        return Optional.of(Observation.absent(late ? Absence.TIMED_OUT : Absence.PROVIDER_DOWN));
    }

    private Scraped scrape(URI uri) {
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(timeout)
                        .header("Accept", "text/plain;version=0.0.4")
                        .GET()
                        .build();
        try {
            BoundedHttp.Answer answer = http.send(request);
            if (answer.status() != 200) {
                rareLog.warn(uri.toString(), "status " + answer.status() + " (expected: 200)");
                return new Scraped.Failed();
            }
            return new Scraped.Samples(
                    TextExposition.read(
                            new String(answer.body(), StandardCharsets.UTF_8),
                            KeptSamples.MAX_SERIES));
        } catch (HttpTimeoutException e) {
            return new Scraped.Late();
        } catch (IOException | IllegalArgumentException e) {
            rareLog.warn(uri.toString(), "scrape failed: " + e.getMessage());
            return new Scraped.Failed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Scraped.Late();
        }
    }

    private Observation answer(String question, Instant at) {
        return switch (parsed.computeIfAbsent(question, PromQl::parse)) {
            case Parsed.Malformed(String why) -> {
                rareLog.warn(question, why);
                yield Observation.absent(Absence.PROVIDER_DOWN);
            }
            case Parsed.Query(Expression expression) ->
                    observation(question, PromQl.evaluate(expression, kept, at, lookback));
        };
    }

    private Observation observation(String question, Evaluated evaluated) {
        return switch (evaluated) {
            case Evaluated.Scalar(double value) -> Observation.of(value);
            case Evaluated.Vector(var elements) when elements.size() == 1 ->
                    Observation.of(elements.getFirst().value());
            case Evaluated.Vector(var elements) -> {
                if (!elements.isEmpty()) {
                    rareLog.warn(
                            question,
                            "the query gave %d values (expected: one; aggregate it)"
                                    .formatted(elements.size()));
                }
                yield Observation.absent(Absence.NO_DATA);
            }
            case Evaluated.Failed(String why) -> {
                rareLog.warn(question, why);
                yield Observation.absent(Absence.PROVIDER_DOWN);
            }
        };
    }

    @Override
    public void close() {
        http.close();
    }

    /** What came of one target in one round. */
    private sealed interface Scraped {

        record Samples(List<TextExposition.Sample> samples) implements Scraped {}

        record Failed() implements Scraped {}

        record Late() implements Scraped {}
    }
}
