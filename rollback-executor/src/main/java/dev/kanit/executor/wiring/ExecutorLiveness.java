package dev.kanit.executor.wiring;

import dev.kanit.executor.log.FollowerHealth;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/**
 * Down only when a restart would help: an executor that waits for its cluster must not be killed
 * for it, one that has stopped for good must.
 */
@Liveness
@Singleton
@Requires(beans = RunningExecutor.class)
final class ExecutorLiveness implements HealthIndicator {

    private final RunningExecutor executor;

    ExecutorLiveness(RunningExecutor executor) {
        this.executor = executor;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        boolean isCrashed = executor.health() instanceof FollowerHealth.Crashed;
        return Publishers.just(
                HealthResult.builder(
                                "rollback-executor-liveness",
                                isCrashed ? HealthStatus.DOWN : HealthStatus.UP)
                        .build());
    }
}
