package dev.kanit.executor.deployment;

import dev.kanit.executor.kubernetes.KubernetesName;
import java.util.SortedMap;

/**
 * The plan's block.
 *
 * @param namespace of the Deployments
 * @param stable name of the stable version's Deployment
 * @param canary of the canary's; empty when there is none, as with feature flags
 * @param container whose image and environment are changed; empty when there is only one
 * @param scale what a change of weight means for pods
 */
record DeploymentSettings(
        String namespace, String stable, String canary, String container, Scale scale) {

    private static final int MAX_REPLICAS = 10_000;

    DeploymentSettings {
        if (canary.equals(stable)) {
            throw new IllegalArgumentException("stable and canary are both " + stable);
        }
        if (canary.isEmpty() && !(scale instanceof Scale.None)) {
            throw new IllegalArgumentException("scale without canary (expected: its Deployment)");
        }
    }

    /**
     * @throws IllegalArgumentException when a setting is missing or makes no sense
     */
    static DeploymentSettings of(SortedMap<String, String> settings) {
        return new DeploymentSettings(
                KubernetesName.in(settings, "namespace"),
                KubernetesName.in(settings, "stable"),
                KubernetesName.orEmpty(settings, "canary"),
                KubernetesName.orEmpty(settings, "container"),
                scale(settings));
    }

    private static Scale scale(SortedMap<String, String> settings) {
        String written = settings.getOrDefault("scale", "none");
        return switch (written) {
            case "none" -> new Scale.None();
            case "follow" -> new Scale.Follow(replicas(settings));
            case "share" -> new Scale.Share(replicas(settings));
            default ->
                    throw new IllegalArgumentException(
                            "scale: '" + written + "' (expected: follow, share or none)");
        };
    }

    private static int replicas(SortedMap<String, String> settings) {
        String written = settings.getOrDefault("replicas", "");
        try {
            int replicas = Integer.parseInt(written);
            if (replicas >= 1 && replicas <= MAX_REPLICAS) {
                return replicas;
            }
        } catch (NumberFormatException _) {
            // Told below, as every other senseless number.
        }
        throw new IllegalArgumentException(
                "replicas: '%s' (expected: 1 to %d)".formatted(written, MAX_REPLICAS));
    }
}
