package dev.kanit.executor.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.log.FollowerHealth;
import io.micronaut.health.HealthStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NotificationHealthIndicatorTest {

    @Test
    void executorThatCannotTellAnybodyIsSeenAndStaysReady() {
        for (FollowerHealth health :
                List.of(
                        new FollowerHealth.Starting(),
                        new FollowerHealth.Failing("no topic"),
                        new FollowerHealth.Crashed("defect"),
                        new FollowerHealth.Closed())) {
            HealthStatus status = NotificationHealthIndicator.status(health);
            assertThat(status.getName()).isEqualTo("DEGRADED");
            assertThat(status.getOperational()).hasValue(true);
            assertThat(status)
                    .as("an executor that is down stays so")
                    .isLessThan(HealthStatus.DOWN);
        }
        assertThat(NotificationHealthIndicator.status(new FollowerHealth.Following()))
                .isEqualTo(HealthStatus.UP);
    }
}
