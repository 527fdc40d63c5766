package dev.kanit.executor.ingress;

import dev.kanit.executor.kubernetes.KubernetesName;
import java.util.SortedMap;

/**
 * The plan's block.
 *
 * @param namespace of the Ingress and the Deployments
 * @param canary name of the canary's Ingress, the one with {@code canary: "true"}
 * @param stableDeployment whose readiness is looked at; empty when it is not named
 * @param canaryDeployment likewise
 */
record IngressSettings(
        String namespace, String canary, String stableDeployment, String canaryDeployment) {

    /**
     * @throws IllegalArgumentException when a name is missing or no Kubernetes name
     */
    static IngressSettings of(SortedMap<String, String> settings) {
        return new IngressSettings(
                KubernetesName.in(settings, "namespace"),
                KubernetesName.in(settings, "canary"),
                KubernetesName.orEmpty(settings, "stableDeployment"),
                KubernetesName.orEmpty(settings, "canaryDeployment"));
    }
}
