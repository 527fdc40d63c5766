package dev.kanit.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestsTest {

    /** The fields of a kustomization that we use; a misspelt one is silently ignored elsewhere. */
    private static final Set<String> KUSTOMIZATION =
            Set.of(
                    "apiVersion",
                    "kind",
                    "namespace",
                    "labels",
                    "resources",
                    "components",
                    "patches",
                    "images");

    @Test
    void everyManifestHasTheFieldsOfItsKindAndNoOther() {
        List<String> complaints = new ArrayList<>();
        for (JsonNode manifest : Kustomizations.manifests()) {
            KubernetesSchema.complaint(manifest).ifPresent(complaints::add);
        }
        assertThat(complaints).isEmpty();
        assertThat(Kustomizations.manifests()).hasSizeGreaterThan(25);
    }

    @Test
    void misspeltFieldsAreNoticedHoweverDeepTheyLie() {
        JsonNode deployment =
                Kustomizations.manifests().stream()
                        .filter(one -> one.path("kind").asText().equals("Deployment"))
                        .findFirst()
                        .orElseThrow();
        for (String place :
                List.of(
                        "/spec",
                        "/spec/template/spec",
                        "/spec/template/spec/securityContext",
                        "/spec/template/spec/containers/0",
                        "/spec/template/spec/containers/0/securityContext",
                        "/spec/template/spec/containers/0/readinessProbe/httpGet",
                        "/spec/template/spec/volumes/0")) {
            JsonNode wrong = deployment.deepCopy();
            ((ObjectNode) wrong.at(place)).put("replicasss", 1);
            assertThat(KubernetesSchema.complaint(wrong))
                    .as(place)
                    .hasValueSatisfying(said -> assertThat(said).contains("replicasss"));
        }
    }

    @Test
    void kustomizationsNameFilesThatAreThereAndForgetNone() {
        Set<Path> used = new HashSet<>();
        for (Path file : Kustomizations.files()) {
            JsonNode kustomization = DeployFiles.documents(file).getFirst();
            kustomization
                    .fieldNames()
                    .forEachRemaining(
                            field -> assertThat(KUSTOMIZATION).as("%s", file).contains(field));
            for (String key : List.of("resources", "components", "patches")) {
                for (Path named : Kustomizations.named(file, key)) {
                    assertThat(named).exists();
                    used.add(named);
                }
            }
        }
        assertThat(DeployFiles.yaml(Kustomizations.ROOT))
                .filteredOn(file -> !file.endsWith("kustomization.yaml"))
                .allSatisfy(file -> assertThat(used).contains(file.normalize()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/example"})
    void whatKubectlMakesOfThemIsSoundToo(String directory) throws Exception {
        assumeTrue(Kustomizations.isKubectlThere(), "no kubectl on the path");

        List<JsonNode> rendered = DeployFiles.documents(Kustomizations.rendered(directory));

        assertThat(rendered).hasSizeGreaterThan(20);
        assertThat(rendered).allMatch(one -> KubernetesSchema.complaint(one).isEmpty());
        assertThat(rendered)
                .filteredOn(one -> !one.path("kind").asText().equals("Namespace"))
                .extracting(one -> one.at("/metadata/namespace").asText())
                .containsOnly(
                        directory.equals("base")
                                ? new String[] {"kanit"}
                                : new String[] {"kanit", "prod"});
        PodRules.check(rendered);
    }

    @Test
    void aClusterTakesTheManifests() throws Exception {
        String kubeconfig = System.getenv("KANIT_TEST_KUBECONFIG");
        assumeTrue(
                kubeconfig != null && Kustomizations.isKubectlThere(),
                "kubectl's dry run asks a cluster: KANIT_TEST_KUBECONFIG names none");
        Path file = Files.createTempFile("kanit", ".yaml");
        try {
            Files.writeString(file, Kustomizations.rendered("overlays/example"));
            assertThat(
                            Kustomizations.kubectl(
                                    "--kubeconfig",
                                    kubeconfig,
                                    "apply",
                                    "--dry-run=client",
                                    "-f",
                                    file.toString()))
                    .contains("statefulset.apps/stage-evaluator created (dry run)");
        } finally {
            Files.delete(file);
        }
    }
}
