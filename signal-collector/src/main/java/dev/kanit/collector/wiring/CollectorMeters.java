package dev.kanit.collector.wiring;

import dev.kanit.collector.round.RoundStatistics;
import dev.kanit.wire.Absence;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Locale;

/** What the collector counts, for Prometheus: {@code kanit_collector_…}. */
@Singleton
@Requires(beans = SignalCollector.class)
final class CollectorMeters implements MeterBinder {

    private final SignalCollector collector;

    CollectorMeters(SignalCollector collector) {
        this.collector = collector;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        RoundStatistics rounds = collector.statistics();
        FunctionCounter.builder("kanit.collector.rounds", rounds, RoundStatistics::rounds)
                .description("Rounds of readings taken")
                .register(registry);
        FunctionCounter.builder(
                        "kanit.collector.missed.ticks", rounds, RoundStatistics::missedTicks)
                .description("Ticks missed because a round was still under way")
                .register(registry);
        FunctionCounter.builder("kanit.collector.readings", rounds, RoundStatistics::readings)
                .description("Readings taken, absent ones included")
                .register(registry);
        for (Absence why : Absence.values()) {
            FunctionCounter.builder(
                            "kanit.collector.absences", rounds, counted -> counted.absences(why))
                    .description("Readings without a canary value")
                    .tag("reason", why.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        FunctionCounter.builder("kanit.collector.snapshots", collector, SignalCollector::published)
                .description("Snapshots acknowledged by the brokers")
                .register(registry);
        FunctionCounter.builder(
                        "kanit.collector.snapshot.failures",
                        collector,
                        SignalCollector::publishFailures)
                .description("Snapshots that could not be written")
                .register(registry);
        FunctionCounter.builder(
                        "kanit.collector.checks", collector, SignalCollector::checksPublished)
                .description("Results of checks acknowledged by the brokers")
                .register(registry);
        FunctionCounter.builder(
                        "kanit.collector.check.failures", collector, SignalCollector::checkFailures)
                .description("Results of checks that could not be written")
                .register(registry);
        Gauge.builder("kanit.collector.rollouts", collector, c -> c.rolloutIds().size())
                .description("Rollouts whose rounds are taken here")
                .register(registry);
        Gauge.builder(
                        "kanit.collector.last.round.milliseconds",
                        rounds,
                        RoundStatistics::lastRoundMillis)
                .description("How long the newest round took")
                .register(registry);
    }
}
