package dev.kanit.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** The test plays Argo's controller; in a cluster there must be none, only its definitions. */
final class ArgoContractTest extends ActuatorContract {

    private static final String PAUSED =
            "[{\"reason\":\"CanaryPauseStep\",\"startTime\":\"2026-01-01T00:00:00Z\"}]";

    private boolean isStartingServers;

    @Override
    String kind() {
        return "argo-rollouts";
    }

    @Override
    SortedMap<String, String> settings() {
        return map("namespace", sandbox.namespace(), "rollout", "spark");
    }

    @Override
    void deploy() {
        Objects objects = new Objects(sandbox);
        sandbox.create(
                objects.collection("argoproj.io/v1alpha1", "rollouts"),
                """
                {"apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout",
                 "metadata": {"name": "spark"},
                 "spec": {"replicas": 4, "selector": {"matchLabels": {"app": "spark"}},
                  "strategy": {"canary": {"steps": [{"setWeight": 25}, {"pause": {}},
                   {"setWeight": 50}, {"pause": {"duration": "10m"}}, {"setWeight": 100},
                   {"pause": {}}]}},
                  "template": {"metadata": {"labels": {"app": "spark"}},
                   "spec": {"containers": [{"name": "app", "image": "%s"}]}}}}
                """
                        .formatted(Objects.CANARY_IMAGE));
        status(
                """
                {"currentPodHash": "new", "stableRS": "old", "currentStepIndex": 1,
                 "pauseConditions": %s, "canary": {"weights": {"canary":
                  {"podTemplateHash": "new", "weight": 25},
                  "stable": {"podTemplateHash": "old", "weight": 75}}}}
                """
                        .formatted(PAUSED));
        sandbox.create(
                objects.collection("apps/v1", "replicasets"),
                """
                {"apiVersion": "apps/v1", "kind": "ReplicaSet",
                 "metadata": {"name": "spark-old", "labels": {"rollouts-pod-template-hash": "old"},
                  "ownerReferences": [{"apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout",
                   "name": "spark", "uid": "%s"}]},
                 "spec": {"replicas": 1, "selector": {"matchLabels": {"set": "old"}},
                  "template": {"metadata": {"labels": {"set": "old"}},
                   "spec": {"containers": [{"name": "app", "image": "%s"}]}}}}
                """
                        .formatted(
                                sandbox.get(weighed()).at("/metadata/uid").asText("none"),
                                Objects.STABLE_IMAGE));
        if (!Await.within(
                where == Sandbox.Where.CLUSTER ? 3 : 0,
                () -> sandbox.get(set()).at("/status/observedGeneration").asInt(0) > 0)) {
            stableReady(1);
        }
    }

    @Override
    double weight() {
        return sandbox.get(weighed()).at("/status/canary/weights/canary/weight").asDouble();
    }

    @Override
    String weighed() {
        return sandbox.path("argoproj.io/v1alpha1", "rollouts", "spark");
    }

    @Override
    void takeStableAway() {
        sandbox.patch(set(), "{\"spec\":{\"replicas\":0}}");
        stableReady(0);
    }

    @Override
    void settle() {
        JsonNode rollout = sandbox.get(weighed());
        int index = rollout.at("/status/currentStepIndex").asInt();
        boolean isPaused =
                rollout.at("/spec/paused").asBoolean(false)
                        || !rollout.at("/status/pauseConditions").isEmpty();
        if (rollout.at("/status/abort").asBoolean(false)
                && !rollout.at("/status/promoteFull").asBoolean(false)) {
            // Argo halts at spec.paused, whatever its status says.
            if (!rollout.at("/spec/paused").asBoolean(false)) {
                status("{\"canary\":{\"weights\":{\"canary\":{\"weight\":0}}}}");
            }
        } else if (isStartingServers) {
            // Waits for pods of the canary that do not come.
        } else if (rollout.at("/status/promoteFull").asBoolean(false)) {
            status("{\"stableRS\":\"new\",\"promoteFull\":null,\"pauseConditions\":null}");
        } else if (!isPaused && index + 2 < 6) {
            int weight =
                    rollout.at("/spec/strategy/canary/steps")
                            .path(index + 1)
                            .path("setWeight")
                            .asInt();
            status(
                    ("{\"currentStepIndex\":%d,\"pauseConditions\":%s,"
                                    + "\"canary\":{\"weights\":{\"canary\":{\"weight\":%d}}}}")
                            .formatted(index + 2, PAUSED, weight));
        }
    }

    @Test
    void onlyTheNextStepOfArgoIsTaken() {
        StepOutcome outcome = drive(new Step.SetWeight(100), 9);

        assertThat(outcome).isInstanceOf(StepOutcome.Refused.class);
        assertThat(outcome.detail())
                .contains("the next step is setWeight: 50 (expected: 100, as the plan's stages)");
        assertThat(weight()).isEqualTo(25);
    }

    @Test
    void aStepThatPausesForAWhileIsHeldByHandUntilTheNextWeight() {
        drive(new Step.SetWeight(50), 9);
        assertThat(sandbox.get(weighed()).at("/spec/paused").asBoolean()).isTrue();

        assertThat(drive(new Step.SetWeight(100), 10).isSuccess()).isTrue();

        assertThat(weight()).isEqualTo(100);
        assertThat(sandbox.get(weighed()).at("/spec/paused").asBoolean()).isFalse();
    }

    @Test
    void rollbackOfARolloutThatIsHeldByHandLetsArgoGoBack() {
        drive(new Step.SetWeight(50), 9);
        assertThat(sandbox.get(weighed()).at("/spec/paused").asBoolean()).isTrue();

        assertThat(drive(new Step.StopCanary(), 10).isSuccess()).isTrue();

        assertThat(weight()).isZero();
        assertThat(sandbox.get(weighed()).at("/spec/paused").asBoolean()).isFalse();
        assertThat(sandbox.get(weighed()).at("/status/abort").asBoolean()).isTrue();
    }

    @Test
    void rollbackEndsAPromotionThatArgoHasNotDoneYet() {
        isStartingServers = true;
        StepOutcome asked =
                actuator().change(new Step.Promote("3.10"), seen(), new Fence(9, "spark/90"));
        assertThat(asked).isInstanceOf(StepOutcome.Unreachable.class);
        assertThat(sandbox.get(weighed()).at("/status/promoteFull").asBoolean()).isTrue();

        assertThat(drive(new Step.StopCanary(), 10).isSuccess()).isTrue();

        assertThat(weight()).isZero();
        assertThat(sandbox.get(weighed()).at("/status/promoteFull").asBoolean(false)).isFalse();
    }

    @Test
    void promotionIsFullAndRollbackAfterItSaysThatItCannot() {
        assertThat(drive(new Step.Promote("3.10"), 9).isSuccess()).isTrue();
        settle();

        assertThat(actuator().look(new Step.VerifyPromotion("3.10")).isSuccess()).isTrue();
        assertThat(drive(new Step.RestoreVersion("3.9"), 10))
                .isInstanceOfSatisfying(
                        StepOutcome.Refused.class,
                        refused ->
                                assertThat(refused.detail())
                                        .startsWith("3.10 is the stable version by now"));
    }

    private String set() {
        return sandbox.path("apps/v1", "replicasets", "spark-old");
    }

    private void stableReady(int ready) {
        sandbox.patch(
                set() + "/status",
                "{\"status\":{\"replicas\":%d,\"readyReplicas\":%d}}".formatted(ready, ready));
    }

    private void status(String json) {
        sandbox.patch(weighed() + "/status", "{\"status\":" + json + "}");
    }
}
