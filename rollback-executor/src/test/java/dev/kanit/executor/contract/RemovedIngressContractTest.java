package dev.kanit.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** An Ingress that goes when the canary is promoted, beside the Deployments that promote it. */
final class RemovedIngressContractTest extends ActuatorContract {

    private static final String WEIGHT = "nginx.ingress.kubernetes.io/canary-weight";

    @Override
    String kind() {
        return "ingress+deployment";
    }

    @Override
    String rights() {
        return "ingress+ingress-remove+deployment";
    }

    @Override
    SortedMap<String, String> settings() {
        return map(
                "ingress.namespace", sandbox.namespace(),
                "ingress.canary", "spark-canary",
                "ingress.stableDeployment", "spark",
                "ingress.canaryDeployment", "spark-canary",
                "ingress.whenPromoted", "remove",
                "deployment.namespace", sandbox.namespace(),
                "deployment.stable", "spark",
                "deployment.canary", "spark-canary");
    }

    @Override
    void deploy() {
        Objects objects = new Objects(sandbox);
        objects.deployment("spark", 2, Objects.STABLE_IMAGE);
        objects.deployment("spark-canary", 1, Objects.CANARY_IMAGE);
        objects.ingress(
                "spark-canary",
                "{\"nginx.ingress.kubernetes.io/canary\": \"true\", \"%s\": \"25\"}"
                        .formatted(WEIGHT));
    }

    @Override
    double weight() {
        return Double.parseDouble(annotation(WEIGHT));
    }

    @Override
    String weighed() {
        return sandbox.path("networking.k8s.io/v1", "ingresses", "spark-canary");
    }

    @Override
    void takeStableAway() {
        new Objects(sandbox).scale("spark", 0);
    }

    @Override
    void settle() {
        sandbox.playDeployment("spark");
        sandbox.playDeployment("spark-canary");
    }

    @Test
    void promotionRemovesTheIngressAndARepetitionOfItFindsItDone() {
        drive(new Step.SetWeight(100), 9);

        StepOutcome promoted = drive(new Step.Promote("3.10"), 10);

        assertThat(promoted.isSuccess()).as(promoted.detail()).isTrue();
        assertThat(promoted.detail()).contains("canary Ingress removed");
        assertThat(sandbox.exists(weighed())).isFalse();
        assertThat(drive(new Step.Promote("3.10"), 10).isSuccess()).isTrue();
        assertThat(drive(new Step.StopCanary(), 11).isSuccess()).isTrue();
        StepOutcome again =
                actuator().change(new Step.SetWeight(5), seen(), new Fence(12, "spark/120"));
        assertThat(again).isInstanceOf(StepOutcome.Refused.class);
        assertThat(again.detail()).contains("there is none");
    }

    @Test
    void anIngressThatIsNoCanaryIsNotRemoved() {
        sandbox.patch(
                weighed(),
                "{\"metadata\":{\"annotations\":{\"%s\":null}}}"
                        .formatted("nginx.ingress.kubernetes.io/canary"));
        drive(new Step.SetWeight(100), 9);

        StepOutcome promoted = drive(new Step.Promote("3.10"), 10);

        assertThat(promoted).isInstanceOf(StepOutcome.Refused.class);
        assertThat(promoted.detail()).contains("is no canary Ingress and is not removed");
        assertThat(sandbox.exists(weighed())).isTrue();
    }
}
