package dev.kanit.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kanit.executor.KubernetesKinds;
import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.ActuatorKind.Opening;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.kubernetes.Cluster;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Flagger walks by itself; the test plays it. */
@ParameterizedClass(name = "{0}")
@EnumSource(Sandbox.Where.class)
final class FlaggerActuatorTest {

    private static final Fence FENCE = new Fence(9, "spark/90");

    @Parameter Sandbox.Where where = Sandbox.Where.FAKE_API_SERVER;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private Sandbox sandbox;

    private String canary = "";

    @BeforeEach
    void deploy() {
        if (where == Sandbox.Where.CLUSTER) {
            assumeTrue(
                    Sandbox.isClusterNamed(),
                    Sandbox.VARIABLE + " names no kubeconfig: not run against a real API server");
        }
        sandbox = new Sandbox(where);
        canary = sandbox.path("flagger.app/v1beta1", "canaries", "spark");
        Objects objects = new Objects(sandbox);
        objects.deployment("spark-primary", 2, Objects.STABLE_IMAGE);
        sandbox.create(
                objects.collection("flagger.app/v1beta1", "canaries"),
                """
                {"apiVersion": "flagger.app/v1beta1", "kind": "Canary", "metadata": {"name": "spark"},
                 "spec": {"targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "spark"},
                  "service": {"port": 80}, "analysis": {"interval": "30s", "threshold": 5}}}
                """);
        assertThat(Await.within(20, () -> actuator().observe() instanceof Observation.Seen))
                .as("rights have arrived")
                .isTrue();
        at("Progressing", 5);
    }

    @AfterEach
    void close() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    void weightIsWaitedForAndNothingButTheFenceIsWritten() {
        StepOutcome before = change(new Step.SetWeight(25));
        assertThat(before).isInstanceOf(StepOutcome.Unreachable.class);
        assertThat(before.detail()).contains("Flagger is at 5.0 %, phase Progressing");
        assertThat(seen().generation()).isEqualTo(9);

        at("Progressing", 25);

        assertThat(change(new Step.SetWeight(25)).isSuccess()).isTrue();
        assertThat(sandbox.get(canary).at("/spec").size()).isEqualTo(3);
    }

    @Test
    void aFlaggerThatWalkedPastTheStageIsRefused() {
        at("Progressing", 50);

        assertThat(change(new Step.SetWeight(25))).isInstanceOf(StepOutcome.Refused.class);
    }

    @Test
    void rollbackIsDoneWhenFlaggerIsAtZero() {
        assertThat(change(new Step.StopCanary())).isInstanceOf(StepOutcome.Unreachable.class);

        at("Failed", 0);

        assertThat(change(new Step.StopCanary()).isSuccess()).isTrue();
        assertThat(actuator().look(new Step.VerifyHealth(false)).isSuccess()).isTrue();
    }

    @Test
    void promotionIsDoneWhenFlaggerHasSucceeded() {
        assertThat(change(new Step.Promote("v2"))).isInstanceOf(StepOutcome.Unreachable.class);

        at("Succeeded", 0);

        assertThat(change(new Step.Promote("v2")).isSuccess()).isTrue();
        assertThat(actuator().look(new Step.VerifyPromotion("v2")).isSuccess()).isTrue();
    }

    private StepOutcome change(Step.Change step) {
        return actuator().change(step, seen(), FENCE);
    }

    private Observed seen() {
        return switch (actuator().observe()) {
            case Observation.Seen(Observed state) -> state;
            case Observation.Unseen(StepOutcome why) -> throw new AssertionError(why);
        };
    }

    private void at(String phase, int weight) {
        sandbox.patch(
                canary + "/status",
                "{\"status\":{\"phase\":\"%s\",\"canaryWeight\":%d}}".formatted(phase, weight));
    }

    private Actuator actuator() {
        return switch (Actuators.of(
                        KubernetesKinds.in(new Cluster(() -> sandbox.executor("flagger"))))
                .open(
                        "flagger",
                        ActuatorContract.map(
                                "namespace", sandbox.namespace(), "canary", "spark"))) {
            case Opening.Opened(Actuator actuator) -> actuator;
            case Opening.Unusable(String why) -> throw new AssertionError(why);
        };
    }
}
