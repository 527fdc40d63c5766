package dev.kanit.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ServicesInTheClusterTest {

    private static final Map<String, Integer> PORTS =
            Map.of(
                    "stage-evaluator", 7070,
                    "signal-collector", 8082,
                    "rollback-executor", 8083,
                    "evidence-archiver", 8084);

    /** What each actuator's code asks of the API server; a verb more is a right too many. */
    private static final Map<String, Set<String>> VERBS =
            Map.of(
                    "kanit-actuator-ingress",
                    Set.of("networking.k8s.io/ingresses: get patch", "apps/deployments: get"),
                    "kanit-actuator-ingress-remove",
                    Set.of("networking.k8s.io/ingresses: delete"),
                    "kanit-actuator-gateway",
                    Set.of(
                            "gateway.networking.k8s.io/httproutes: get patch",
                            "discovery.k8s.io/endpointslices: list"),
                    "kanit-actuator-deployment",
                    Set.of("apps/deployments: get patch"),
                    "kanit-actuator-argo-rollouts",
                    Set.of(
                            "argoproj.io/rollouts: get patch",
                            "argoproj.io/rollouts/status: patch",
                            "apps/replicasets: list"),
                    "kanit-actuator-flagger",
                    Set.of("flagger.app/canaries: get patch", "apps/deployments: get"));

    @Test
    void everyPodIsBoundedProbedAndWithoutRights() {
        PodRules.check(Kustomizations.manifests());
    }

    @Test
    void everyServiceListensWhereItsOwnSettingsSay() {
        Map<String, Integer> ports = new TreeMap<>();
        for (JsonNode workload : named("Deployment", "StatefulSet")) {
            String name = workload.at("/metadata/name").asText();
            JsonNode container = workload.at("/spec/template/spec/containers/0");
            ports.put(name, container.at("/ports/0/containerPort").asInt());
            Path settings =
                    DeployFiles.directory("..")
                            .resolve(sources(name))
                            .resolve("src/main/resources/application-" + name + ".yml");
            JsonNode server = DeployFiles.documents(settings).getFirst().at("/micronaut/server");
            assertThat(server.path("port").asInt()).isEqualTo(ports.get(name));
            assertThat(server.path("host").asText()).isEqualTo("${KANIT_HOST:127.0.0.1}");
        }
        assertThat(ports).isEqualTo(PORTS);
    }

    @Test
    void everyServiceMayBeDisruptedByOneAtMost() {
        Set<String> budgets = new TreeSet<>();
        for (JsonNode budget : named("PodDisruptionBudget")) {
            budgets.add(
                    budget.at("/spec/selector/matchLabels")
                            .path("app.kubernetes.io/name")
                            .asText());
            assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
        }
        assertThat(budgets).isEqualTo(PORTS.keySet());
    }

    @Test
    void theEvaluatorHasAStandbyAndTellsItsAddress() {
        JsonNode evaluator =
                named("StatefulSet").stream()
                        .filter(one -> one.at("/metadata/name").asText().equals("stage-evaluator"))
                        .findFirst()
                        .orElseThrow();
        Map<String, String> environment = new TreeMap<>();
        evaluator
                .at("/spec/template/spec/containers/0/env")
                .forEach(
                        one ->
                                environment.put(
                                        one.path("name").asText(), one.path("value").asText()));

        assertThat(evaluator.at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(environment)
                .containsEntry("KANIT_STANDBYS", "1")
                .containsEntry(
                        "KANIT_APPLICATION_SERVER",
                        "$(POD_NAME)." + evaluator.at("/spec/serviceName").asText() + ":7070");
    }

    @Test
    void everyRoleHasTheVerbsThatItsActuatorUsesAndNoOther() {
        Map<String, Set<String>> verbs = new TreeMap<>();
        for (JsonNode role : named("Role")) {
            Set<String> rules = new TreeSet<>();
            for (JsonNode rule : role.path("rules")) {
                rules.add(
                        texts(rule.path("apiGroups"))
                                + "/"
                                + texts(rule.path("resources"))
                                + ": "
                                + texts(rule.path("verbs")));
            }
            verbs.put(role.at("/metadata/name").asText(), rules);
        }
        assertThat(verbs).isEqualTo(VERBS);
    }

    @Test
    void rolesBelongToTheExecutorAlone() {
        assertThat(named("RoleBinding"))
                .hasSize(VERBS.size())
                .allSatisfy(
                        binding -> {
                            assertThat(binding.at("/metadata/name"))
                                    .isEqualTo(binding.at("/roleRef/name"));
                            assertThat(binding.path("subjects")).hasSize(1);
                            assertThat(binding.at("/subjects/0/name").asText())
                                    .isEqualTo("rollback-executor");
                        });
    }

    @Test
    void trafficIsDeniedUnlessAPolicyNamesItsPorts() {
        List<JsonNode> policies = named("NetworkPolicy");
        assertThat(policies)
                .anySatisfy(
                        one -> {
                            assertThat(one.at("/metadata/name").asText()).isEqualTo("default-deny");
                            assertThat(one.at("/spec/podSelector")).isEmpty();
                            assertThat(texts(one.at("/spec/policyTypes")))
                                    .isEqualTo("Ingress Egress");
                            assertThat(one.at("/spec").has("ingress")).isFalse();
                            assertThat(one.at("/spec").has("egress")).isFalse();
                        });
        List<String> open = new ArrayList<>();
        for (JsonNode policy : policies) {
            for (JsonNode rule : policy.at("/spec/egress")) {
                if (!rule.has("to") && !rule.has("ports")) {
                    open.add(policy.at("/metadata/name").asText());
                }
            }
            for (JsonNode rule : policy.at("/spec/ingress")) {
                if (!rule.has("from") || !rule.has("ports")) {
                    open.add(policy.at("/metadata/name").asText());
                }
            }
        }
        assertThat(open).isEmpty();
    }

    private static List<JsonNode> named(String... kinds) {
        Set<String> wanted = Set.of(kinds);
        return Kustomizations.manifests().stream()
                .filter(one -> wanted.contains(one.path("kind").asText()))
                .toList();
    }

    private static String sources(String service) {
        return switch (service) {
            case "stage-evaluator" -> "stage-evaluator/service";
            case "evidence-archiver" -> "evidence-archiver/service";
            case String other -> other;
        };
    }

    private static String texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts.stream().collect(Collectors.joining(" "));
    }
}
