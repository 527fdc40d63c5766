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

/** Tells the platform whether people are told. */
@Singleton
@Requires(beans = RunningExecutor.class)
final class NotificationHealthIndicator implements HealthIndicator {

    private final RunningExecutor executor;

    NotificationHealthIndicator(RunningExecutor executor) {
        this.executor = executor;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        FollowerHealth health = executor.notificationHealth();
        boolean isUp =
                switch (health) {
                    case FollowerHealth.Following _ -> true;
                    case FollowerHealth.Starting _,
                            FollowerHealth.Failing _,
                            FollowerHealth.Crashed _,
                            FollowerHealth.Closed _ ->
                            false;
                };
        return Publishers.just(
                HealthResult.builder("notifications", isUp ? HealthStatus.UP : HealthStatus.DOWN)
                        .details(Map.of("state", health.toString()))
                        .build());
    }
}
