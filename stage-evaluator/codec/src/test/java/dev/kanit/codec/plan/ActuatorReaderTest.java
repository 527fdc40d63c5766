package dev.kanit.codec.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ActuatorReaderTest {

    private static final String INGRESS =
            "ingress: {namespace: prod, canary: spark-canary, stableDeployment: spark}";
    private static final String MITIGATING =
            "  memory-leak:\n    when: [rss > 2GiB]\n    for: 1m\n    then: {mitigate: {LIMIT: '9'}}\n";

    @Test
    void severalKindsBecomeOneWhoseSettingsNameTheirKind() throws IOException {
        PlanFile file =
                accepted(
                        plan(
                                INGRESS
                                        + "\n  deployment: {namespace: prod, stable: spark, canary: spark-c}"));

        assertThat(file.plan().actuation().kind()).isEqualTo("ingress+deployment");
        assertThat(file.plan().actuation().settings())
                .containsEntry("ingress.canary", "spark-canary")
                .containsEntry("deployment.canary", "spark-c")
                .hasSize(6);
    }

    @Test
    void oneKindKeepsItsPlainSettings() throws IOException {
        assertThat(accepted(plan(INGRESS)).plan().actuation().settings())
                .containsEntry("canary", "spark-canary");
    }

    @Test
    void anIngressSaysWhetherItStaysWhenItsCanaryIsPromoted() throws IOException {
        String removed = INGRESS.replace("}", ", whenPromoted: remove}");

        assertThat(accepted(plan(removed)).plan().actuation().settings())
                .containsEntry("whenPromoted", "remove");
        assertThat(rejected(plan(removed.replace("remove", "destroy"))))
                .contains("whenPromoted: 'destroy'")
                .contains("keep (the canary's Ingress, without weight) or remove");
    }

    @Test
    void deploymentAloneMustShareTheTraffic() throws IOException {
        assertThat(rejected(plan("deployment: {namespace: p, stable: s, canary: c}")))
                .contains("a deployment alone steers no traffic");
    }

    @Test
    void twoThatShiftTheSameTrafficAreRefused() throws IOException {
        assertThat(rejected(plan(INGRESS + "\n  argo-rollouts: {namespace: p, rollout: r}")))
                .contains("ingress and argo-rollouts would shift the same traffic");
    }

    @Test
    void mitigationNeedsAPartThatHasSettings() throws IOException {
        assertThat(rejected(mitigating(plan(INGRESS))))
                .contains("a trigger mitigates, and ingress has no settings");
        PlanFile file =
                accepted(
                        mitigating(
                                plan(
                                        INGRESS
                                                + "\n  deployment: {namespace: p, stable: s, canary: c}")));
        assertThat(file.plan().actuation().kind()).isEqualTo("ingress+deployment");
    }

    private static String mitigating(String plan) {
        String changed =
                plan.replaceFirst(
                        "(?m)^triggers:\\n",
                        "triggers:\n" + MITIGATING.replace("memory-leak", "mitigating"));
        assertThat(changed).isNotEqualTo(plan);
        return changed;
    }

    private static String plan(String actuator) throws IOException {
        String shipped = Files.readString(Path.of("../../deploy/plans/spark-v1.4.0.yaml"));
        String changed = shipped.replace(INGRESS, actuator);
        assertThat(shipped).contains(INGRESS);
        return changed;
    }

    private static PlanFile accepted(String plan) {
        return switch (PlanReader.read(plan)) {
            case PlanReading.Accepted(PlanFile file) -> file;
            case PlanReading.Rejected rejected ->
                    throw new AssertionError(rejected.inFile("plan.yaml"));
        };
    }

    private static String rejected(String plan) {
        return switch (PlanReader.read(plan)) {
            case PlanReading.Accepted accepted -> throw new AssertionError(accepted);
            case PlanReading.Rejected rejected -> rejected.inFile("plan.yaml");
        };
    }
}
