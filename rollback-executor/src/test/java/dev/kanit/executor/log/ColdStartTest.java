package dev.kanit.executor.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.ExecutorSettings;
import dev.kanit.executor.FakeRouter;
import dev.kanit.executor.KubernetesKinds;
import dev.kanit.executor.Orders;
import dev.kanit.executor.RollbackExecutor;
import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.http.HttpActuatorKind;
import dev.kanit.executor.kubernetes.Cluster;
import dev.kanit.executor.kubernetes.FakeApiServer;
import dev.kanit.executor.kubernetes.FakeApiServer.Failure;
import dev.kanit.executor.run.Patience;
import io.kubernetes.client.util.ClientBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What gets an executor ready, and does not, must not keep it from its orders. */
final class ColdStartTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final DecisionLog LOG = new DecisionLog();
    private static final HttpActuatorKind HTTP = new HttpActuatorKind(_ -> "", LIMIT);

    @AfterAll
    static void close() {
        HTTP.close();
        LOG.close();
    }

    @Test
    void executorWhoseApiServerDoesNotAnswerAsksItOnceAndRollsBack() throws Exception {
        try (FakeApiServer silent = new FakeApiServer();
                FakeRouter router = new FakeRouter(25)) {
            silent.script("GET", Failure.SILENT);
            Cluster cluster =
                    Cluster.known(() -> new ClientBuilder().setBasePath(silent.url()).build());
            try (RollbackExecutor executor = start("silent", KubernetesKinds.in(cluster))) {
                LOG.decide(Orders.rollback("silent", 1, router.actuatorSettings(), LIMIT));

                LOG.awaitOutcome(one -> one.getActionId().equals("silent/10") && one.getFinished());

                assertThat(executor.health()).isInstanceOf(FollowerHealth.Following.class);
                assertThat(router.effects()).containsExactly("weight 0.0", "version v1.3.1");
                assertThat(silent.requests()).containsExactly("GET /version");
            }
        }
    }

    @Test
    void executorFollowsWhateverItsPreparationHangsIn() throws Exception {
        HeldKind held = new HeldKind();
        try (FakeRouter router = new FakeRouter(25);
                RollbackExecutor _ = start("held", List.of(held))) {
            LOG.decide(Orders.rollback("held", 1, router.actuatorSettings(), LIMIT));

            LOG.awaitOutcome(one -> one.getActionId().equals("held/10") && one.getFinished());

            HeldKind.awaitEnd(held.thread());
        }
    }

    @Test
    void executorThatIsClosedWhileItGetsReadyLeavesNoThreadBehind() throws Exception {
        HeldKind held = new HeldKind();
        Thread preparing;
        try (RollbackExecutor executor = start("closed", List.of(held))) {
            preparing = held.thread();
            assertThat(executor.health()).isInstanceOf(FollowerHealth.Starting.class);
        }
        assertThat(preparing.isAlive()).isFalse();
    }

    private static RollbackExecutor start(String name, List<ActuatorKind> family) {
        return RollbackExecutor.start(
                new ExecutorSettings(LOG.settings(), name, Patience.USUAL).warmedUp(),
                LOG.cluster.registry(),
                Actuators.of(family, HTTP));
    }
}
