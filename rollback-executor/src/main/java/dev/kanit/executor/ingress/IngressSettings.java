package dev.kanit.executor.ingress;

import java.util.SortedMap;
import java.util.regex.Pattern;

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

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    IngressSettings {
        require("namespace", namespace);
        require("canary", canary);
        requireOrEmpty("stableDeployment", stableDeployment);
        requireOrEmpty("canaryDeployment", canaryDeployment);
    }

    static IngressSettings of(SortedMap<String, String> settings) {
        return new IngressSettings(
                settings.getOrDefault("namespace", ""),
                settings.getOrDefault("canary", ""),
                settings.getOrDefault("stableDeployment", ""),
                settings.getOrDefault("canaryDeployment", ""));
    }

    private static void requireOrEmpty(String name, String value) {
        if (!value.isEmpty()) {
            require(name, value);
        }
    }

    private static void require(String name, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "%s: '%s' (expected: a Kubernetes name)".formatted(name, value));
        }
    }
}
