package dev.kanit.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.executor.kubernetes.KubernetesObject;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** A route steers, and the canary has pods for its share. */
final class TogetherContractTest extends ActuatorContract {

    @Override
    String kind() {
        return "gateway+deployment";
    }

    @Override
    SortedMap<String, String> settings() {
        return map(
                "gateway.namespace", sandbox.namespace(),
                "gateway.route", "spark",
                "gateway.stableService", "spark",
                "gateway.canaryService", "spark-canary",
                "deployment.namespace", sandbox.namespace(),
                "deployment.stable", "spark",
                "deployment.canary", "spark-canary",
                "deployment.scale", "follow",
                "deployment.replicas", "4");
    }

    @Override
    void deploy() {
        Objects objects = new Objects(sandbox);
        objects.deployment("spark", 4, Objects.STABLE_IMAGE);
        objects.deployment("spark-canary", 1, Objects.CANARY_IMAGE);
        objects.endpoints("spark", true);
        objects.endpoints("spark-canary", true);
        objects.route(
                """
                [{"backendRefs": [{"name": "spark", "port": 80, "weight": 3},
                   {"name": "spark-canary", "port": 80, "weight": 1}]}]
                """);
    }

    @Override
    double weight() {
        JsonNode backends = sandbox.get(weighed()).at("/spec/rules/0/backendRefs");
        double canary = backends.at("/1/weight").asDouble();
        return canary * 100 / (canary + backends.at("/0/weight").asDouble());
    }

    @Override
    String weighed() {
        return sandbox.path("gateway.networking.k8s.io/v1", "httproutes", "spark");
    }

    @Override
    void takeStableAway() {
        new Objects(sandbox).endpointsReady("spark", false);
    }

    @Override
    void settle() {
        sandbox.playDeployment("spark");
        sandbox.playDeployment("spark-canary");
    }

    @Test
    void everyPartKeepsTheFence() {
        drive(new Step.SetWeight(50), 9);

        assertThat(deployment("spark").generation()).isEqualTo(9);
        assertThat(deployment("spark-canary").generation()).isEqualTo(9);
        assertThat(deployment("spark-canary").at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(deployment("spark").at("/spec/replicas").asInt()).isEqualTo(4);
    }

    @Test
    void mitigationChangesTheCanarysEnvironmentAndRollbackTakesItBack() {
        StepOutcome set = drive(new Step.ApplySettings(map("LIMIT", "9")), 9);

        assertThat(set.isSuccess()).as(set.detail()).isTrue();
        assertThat(environment("spark-canary")).contains("LIMIT").contains("KEPT");
        assertThat(environment("spark")).doesNotContain("LIMIT");
        assertThat(weight()).isEqualTo(25);

        drive(new Step.StopCanary(), 10);
        drive(new Step.RestoreVersion("3.9"), 10);

        assertThat(environment("spark-canary")).doesNotContain("LIMIT").contains("KEPT");
        assertThat(image("spark-canary")).isEqualTo(Objects.STABLE_IMAGE);
        assertThat(deployment("spark-canary").at("/spec/replicas").asInt()).isZero();
    }

    @Test
    void promotionChangesTheStablePlaceThenTheTrafficThenTheCanary() {
        drive(new Step.SetWeight(100), 9);

        StepOutcome promoted = drive(new Step.Promote("3.10"), 10);

        assertThat(promoted.isSuccess()).as(promoted.detail()).isTrue();
        assertThat(image("spark")).isEqualTo(Objects.CANARY_IMAGE);
        assertThat(weight()).isZero();
        assertThat(deployment("spark-canary").at("/spec/replicas").asInt()).isZero();
        assertThat(drive(new Step.Promote("3.10"), 10))
                .isInstanceOf(StepOutcome.AlreadyInEffect.class);
    }

    @Test
    void rollbackAfterHalfAPromotionBringsTheRecordedTemplateBack() {
        drive(new Step.SetWeight(100), 9);
        drive(new Step.Promote("3.10"), 10);
        sandbox.patch(
                sandbox.path("apps/v1", "deployments", "spark"),
                "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"new\":\"1\"}}}}}");
        settle();

        StepOutcome back = drive(new Step.RestoreVersion("3.9"), 11);

        assertThat(back.isSuccess()).as(back.detail()).isTrue();
        assertThat(image("spark")).isEqualTo(Objects.STABLE_IMAGE);
        assertThat(deployment("spark").at("/spec/template/metadata/annotations").has("new"))
                .isFalse();
    }

    private KubernetesObject deployment(String name) {
        return new KubernetesObject(sandbox.get(sandbox.path("apps/v1", "deployments", name)));
    }

    private String image(String name) {
        return deployment(name).at("/spec/template/spec/containers/0/image").asText();
    }

    private String environment(String name) {
        return deployment(name).at("/spec/template/spec/containers/0/env").toString();
    }
}
