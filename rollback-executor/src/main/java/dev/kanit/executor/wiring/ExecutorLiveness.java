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
 * for it, one that has stopped for good must; whether it rolled back or told people.
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
        return Publishers.just(
                HealthResult.builder(
                                "rollback-executor-liveness",
                                status(executor.health(), executor.notificationHealth()))
                        .build());
    }

    static HealthStatus status(FollowerHealth rollingBack, FollowerHealth telling) {
        boolean isCrashed =
                rollingBack instanceof FollowerHealth.Crashed
                        || telling instanceof FollowerHealth.Crashed;
        return isCrashed ? HealthStatus.DOWN : HealthStatus.UP;
    }
}
