package dev.kanit.evaluator.wiring;

import dev.kanit.evaluator.streams.StageEvaluator;
import io.micronaut.context.annotation.Requires;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Up while the evaluator decides; down while partitions move or the cluster is away. */
@Readiness
@Singleton
@Requires(beans = StageEvaluator.class)
final class EvaluatorHealth implements HealthIndicator {

    private final StageEvaluator evaluator;

    EvaluatorHealth(StageEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.fromSupplier(
                () -> {
                    Optional<String> trouble = evaluator.trouble();
                    boolean isUp = evaluator.isRunning() && trouble.isEmpty();
                    return HealthResult.builder("stage-evaluator")
                            .status(isUp ? HealthStatus.UP : HealthStatus.DOWN)
                            .details(
                                    Map.of(
                                            "state",
                                            evaluator.streams().state().toString(),
                                            "trouble",
                                            trouble.orElse("none")))
                            .build();
                });
    }
}
