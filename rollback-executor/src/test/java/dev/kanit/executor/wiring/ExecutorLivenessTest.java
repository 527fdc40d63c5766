package dev.kanit.executor.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.log.FollowerHealth;
import dev.kanit.executor.log.FollowerHealth.Closed;
import dev.kanit.executor.log.FollowerHealth.Crashed;
import dev.kanit.executor.log.FollowerHealth.Failing;
import dev.kanit.executor.log.FollowerHealth.Following;
import dev.kanit.executor.log.FollowerHealth.Starting;
import io.micronaut.health.HealthStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExecutorLivenessTest {

    private static final FollowerHealth CRASHED = new Crashed("defect");

    @Test
    void executorThatWillRollBackOrTellNobodyAnyMoreIsToBeRestartedAndNoOther() {
        for (FollowerHealth other :
                List.of(new Starting(), new Following(), new Failing("no topic"), new Closed())) {
            assertThat(ExecutorLiveness.status(CRASHED, other)).isEqualTo(HealthStatus.DOWN);
            assertThat(ExecutorLiveness.status(other, CRASHED)).isEqualTo(HealthStatus.DOWN);
            assertThat(ExecutorLiveness.status(other, new Following())).isEqualTo(HealthStatus.UP);
            assertThat(ExecutorLiveness.status(new Following(), other)).isEqualTo(HealthStatus.UP);
        }
    }
}
