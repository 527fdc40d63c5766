package dev.kanit.collector.check.metrics;

import dev.kanit.codec.check.CheckKind.Prometheus;
import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.Source;
import dev.kanit.codec.plan.Tracks;
import dev.kanit.collector.check.Judged;
import dev.kanit.collector.check.Seen;
import dev.kanit.collector.round.Observation;
import dev.kanit.collector.round.SignalSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs {@code prometheus}. Asks again while there is no data: a source that scrapes has rates only
 * after its second scrape.
 */
public final class MetricsCheck {

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Function<CollectionPlan, SignalSource> sources;
    private final InstantSource clock;

    /**
     * Checks that ask what {@code sources} opens.
     *
     * @param sources throws IllegalArgumentException for a source that cannot be asked
     */
    public MetricsCheck(Function<CollectionPlan, SignalSource> sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * Asks within a limit.
     *
     * @param plan whose source is asked, when the check names none
     */
    public Judged run(Prometheus check, CollectionPlan plan, Duration limit)
            throws InterruptedException {
        return switch (ask(check.query(), asked(check.url(), plan), limit)) {
            case Observation.Value(double value) ->
                    Judged.of(
                            check.value().holds(value),
                            Seen.of(String.format(Locale.ROOT, "%.6g", value)));
            case Observation.Absent(var why) ->
                    Judged.errored("no value: " + why + " (expected: exactly one)");
        };
    }

    /** The value of a query to the plan's source; empty when there is none. */
    public OptionalDouble value(String query, CollectionPlan plan, Duration limit)
            throws InterruptedException {
        try {
            return ask(query, plan, limit) instanceof Observation.Value(double value)
                    ? OptionalDouble.of(value)
                    : OptionalDouble.empty();
        } catch (IllegalArgumentException _) {
            return OptionalDouble.empty();
        }
    }

    private Observation ask(String query, CollectionPlan plan, Duration limit)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos() * 3 / 4;
        try (SignalSource source = sources.apply(plan)) {
            while (true) {
                Observation answer =
                        source.ask(Set.of(query), clock.instant()).values().iterator().next();
                if (answer instanceof Observation.Value
                        || System.nanoTime() + PAUSE.toNanos() >= deadline) {
                    return answer;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private static CollectionPlan asked(Optional<String> url, CollectionPlan plan) {
        return url.map(
                        one ->
                                new CollectionPlan(
                                        new Source.Prometheus(one, PAUSE, ANSWER, Tracks.USUAL),
                                        List.of()))
                .orElse(plan);
    }
}
