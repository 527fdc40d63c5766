package dev.kanit.executor.wiring;

import dev.kanit.executor.log.FollowerHealth;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * Tells whether people are told. Never down, since it is a part of readiness: rollbacks do not
 * depend on it, and an executor must not be taken out for it. When nobody will be told before a
 * restart, {@link ExecutorLiveness} is down.
 */
@Singleton
@Requires(beans = RunningExecutor.class)
final class NotificationHealthIndicator implements HealthIndicator {

    private static final HealthStatus DEGRADED =
            new HealthStatus("DEGRADED", "nobody is told at the moment", true, 500);
    private static final HealthStatus UNTIL_RESTARTED =
            new HealthStatus("DEGRADED", "nobody is told until a restart", true, 500);

    private final RunningExecutor executor;

    NotificationHealthIndicator(RunningExecutor executor) {
        this.executor = executor;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        FollowerHealth health = executor.notificationHealth();
        return Publishers.just(
                HealthResult.builder("notifications", status(health))
                        .details(Map.of("state", health.toString()))
                        .build());
    }

    static HealthStatus status(FollowerHealth health) {
        return switch (health) {
            case FollowerHealth.Following _ -> HealthStatus.UP;
            case FollowerHealth.Starting _, FollowerHealth.Failing _, FollowerHealth.Closed _ ->
                    DEGRADED;
            case FollowerHealth.Crashed _ -> UNTIL_RESTARTED;
        };
    }
}
