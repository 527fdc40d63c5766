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
 * @param isRemoved whether the canary's Ingress is deleted at the end of a promotion
 */
record IngressSettings(
        String namespace,
        String canary,
        String stableDeployment,
        String canaryDeployment,
        boolean isRemoved) {

    private static final String WHEN_PROMOTED = "whenPromoted";
    private static final String KEEP = "keep";
    private static final String REMOVE = "remove";

    /**
     * @throws IllegalArgumentException when a name is missing or no Kubernetes name
     */
    static IngressSettings of(SortedMap<String, String> settings) {
        String whenPromoted = settings.getOrDefault(WHEN_PROMOTED, KEEP);
        if (!whenPromoted.equals(KEEP) && !whenPromoted.equals(REMOVE)) {
            throw new IllegalArgumentException(
                    "%s: '%s' (expected: %s or %s)"
                            .formatted(WHEN_PROMOTED, whenPromoted, KEEP, REMOVE));
        }
        return new IngressSettings(
                KubernetesName.in(settings, "namespace"),
                KubernetesName.in(settings, "canary"),
                KubernetesName.orEmpty(settings, "stableDeployment"),
                KubernetesName.orEmpty(settings, "canaryDeployment"),
                whenPromoted.equals(REMOVE));
    }
}
