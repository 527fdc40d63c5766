package dev.kanit.collector.wiring;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;

/** Up while decisions are being read. */
@Readiness
@Singleton
@Requires(beans = SignalCollector.class)
final class CollectorHealth implements HealthIndicator {

    private final SignalCollector collector;

    CollectorHealth(SignalCollector collector) {
        this.collector = collector;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Optional<String> trouble = collector.trouble();
        return Publishers.just(
                HealthResult.builder("signal-collector")
                        .status(trouble.isEmpty() ? HealthStatus.UP : HealthStatus.DOWN)
                        .details(
                                Map.of(
                                        "rollouts",
                                        collector.rolloutIds().size(),
                                        "state",
                                        trouble.orElse("following")))
                        .build());
    }
}
