package dev.kanit.archiver.wiring;

import dev.kanit.archiver.intake.IntakeHealth;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Tells the platform how the archiver stands. */
@Readiness
@Singleton
@Requires(beans = RunningArchiver.class)
final class ArchiverHealthIndicator implements HealthIndicator {

    private final RunningArchiver archiver;

    ArchiverHealthIndicator(RunningArchiver archiver) {
        this.archiver = archiver;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        IntakeHealth health = archiver.health();
        List<String> overdue = archiver.overdueBundles();
        boolean isArchiving =
                switch (health) {
                    case IntakeHealth.Archiving _ -> true;
                    case IntakeHealth.Starting _,
                            IntakeHealth.Late _,
                            IntakeHealth.Failing _,
                            IntakeHealth.Stopped _,
                            IntakeHealth.Closed _ ->
                            false;
                };
        return Publishers.just(
                HealthResult.builder(
                                "evidence-archiver",
                                isArchiving && overdue.isEmpty()
                                        ? HealthStatus.UP
                                        : HealthStatus.DOWN)
                        .details(
                                Map.of(
                                        "state",
                                        health.toString(),
                                        "bundles",
                                        overdue.isEmpty() ? "none overdue" : overdue,
                                        "unsignedSeconds",
                                        archiver.unsignedAge().toMillis() / 1000.0))
                        .build());
    }
}
