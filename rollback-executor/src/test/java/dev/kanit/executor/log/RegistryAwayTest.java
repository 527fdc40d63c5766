package dev.kanit.executor.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.embedded.testing.RegistryDoor;
import dev.kanit.executor.ExecutorSettings;
import dev.kanit.executor.FakeRouter;
import dev.kanit.executor.Orders;
import dev.kanit.executor.RollbackExecutor;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.http.HttpActuatorKind;
import dev.kanit.executor.run.Patience;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.wire.ActionOutcome;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Conformance 18. */
final class RegistryAwayTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void executorWaitsForTheRegistryAndSaysSoAndThenRollsBack() throws Exception {
        try (DecisionLog log = new DecisionLog();
                FakeRouter router = new FakeRouter(25);
                HttpActuatorKind http = new HttpActuatorKind(_ -> "", LIMIT);
                RegistryDoor door = RegistryDoor.before(log.cluster.registryUri());
                SchemaRegistryClient behind =
                        new SchemaRegistryClient(door.uri(), Duration.ofSeconds(5));
                RollbackExecutor executor =
                        RollbackExecutor.start(
                                new ExecutorSettings(log.settings(), "test", Patience.USUAL),
                                behind,
                                Actuators.of(http))) {
            log.decide(Orders.rollback("patient", 1, router.actuatorSettings(), LIMIT));
            awaitFailing(executor, door.uri() + " did not answer");
            assertThat(router.requests()).isZero();

            door.open();

            log.awaitOutcome(ActionOutcome::getFinished);
            assertThat(router.effects()).containsExactly("weight 0.0", "version v1.3.1");
            assertThat(executor.health()).isInstanceOf(FollowerHealth.Following.class);
        }
    }

    private static void awaitFailing(RollbackExecutor executor, String why) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!(executor.health() instanceof FollowerHealth.Failing(String reason)
                && reason.contains(why))) {
            assertThat(System.nanoTime()).as("%s", executor.health()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
