package dev.kanit.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What every pod of ours keeps to. */
final class PodRules {

    private static final Set<String> WITH_PODS = Set.of("Deployment", "StatefulSet", "Job");

    private PodRules() {}

    static void check(List<JsonNode> manifests) {
        List<JsonNode> workloads =
                manifests.stream()
                        .filter(one -> WITH_PODS.contains(one.path("kind").asText()))
                        .toList();
        assertThat(workloads).hasSizeGreaterThanOrEqualTo(4);
        for (JsonNode workload : workloads) {
            checkPod(workload);
            for (String list : List.of("initContainers", "containers")) {
                for (JsonNode container : workload.at("/spec/template/spec").path(list)) {
                    checkContainer(workload, container);
                }
            }
        }
    }

    private static void checkPod(JsonNode workload) {
        JsonNode pod = workload.at("/spec/template/spec");
        String name = workload.at("/metadata/name").asText();
        JsonNode security = pod.path("securityContext");
        assertThat(security.path("runAsNonRoot").asBoolean()).as(name).isTrue();
        assertThat(security.path("runAsUser").asInt()).as(name).isGreaterThan(0);
        assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(pod.path("serviceAccountName").asText()).as(name).isEqualTo(name);
        assertThat(pod.has("automountServiceAccountToken")).as(name).isTrue();
        assertThat(pod.path("automountServiceAccountToken").asBoolean() && !isExecutor(name))
                .as("%s: token of a service account", name)
                .isFalse();
        for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
            assertThat(pod.has(shared)).as(name).isFalse();
        }
        for (JsonNode volume : pod.path("volumes")) {
            assertThat(volume.has("hostPath")).as(name).isFalse();
            if (volume.has("emptyDir")) {
                assertThat(volume.at("/emptyDir").has("sizeLimit")).as(name).isTrue();
            }
        }
    }

    private static void checkContainer(JsonNode workload, JsonNode container) {
        String name = container.path("name").asText();
        for (String resource : List.of("cpu", "memory")) {
            assertThat(container.at("/resources/requests").has(resource)).as(name).isTrue();
            assertThat(container.at("/resources/limits").has(resource)).as(name).isTrue();
        }
        JsonNode security = container.path("securityContext");
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).as(name).isFalse();
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).as(name).isTrue();
        assertThat(security.at("/capabilities/drop/0").asText()).as(name).isEqualTo("ALL");
        assertThat(container.path("image").asText()).as(name).matches(".+:[0-9]+[.0-9]*");
        if (!workload.path("kind").asText().equals("Job")) {
            checkProbes(container);
        }
        checkSecrets(container);
        checkOrder(container);
    }

    /** A variable knows only those before it: another one's name stays a name. */
    private static void checkOrder(JsonNode container) {
        List<String> known = new ArrayList<>();
        for (JsonNode variable : container.path("env")) {
            String value = variable.path("value").asText();
            if (value.startsWith("$(")) {
                assertThat(known).contains(value.substring(2, value.indexOf(')')));
            }
            known.add(variable.path("name").asText());
        }
    }

    private static void checkProbes(JsonNode container) {
        assertThat(container.at("/startupProbe/httpGet/path").asText())
                .isEqualTo("/health/liveness");
        assertThat(container.at("/livenessProbe/httpGet/path").asText())
                .isEqualTo("/health/liveness");
        assertThat(container.at("/readinessProbe/httpGet/path").asText())
                .isEqualTo("/health/readiness");
    }

    /** A secret comes by reference: no value of the environment looks like one. */
    private static void checkSecrets(JsonNode container) {
        List<String> suspicious = new ArrayList<>();
        for (JsonNode variable : container.path("env")) {
            String name = variable.path("name").asText();
            boolean isSecret =
                    Stream.of("TOKEN", "PASSWORD", "SECRET", "KEY").anyMatch(name::contains)
                            && !name.endsWith("_FILE");
            if (isSecret && variable.at("/valueFrom/secretKeyRef/name").isMissingNode()) {
                suspicious.add(name);
            }
        }
        assertThat(suspicious).as(container.path("name").asText()).isEmpty();
    }

    private static boolean isExecutor(String name) {
        return name.equals("rollback-executor");
    }
}
