package dev.kanit.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.kubernetes.client.openapi.models.RbacV1Subject;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The published schema of the kinds that we ship, as the generated client knows it: a field that it
 * does not know, or that is missing, is an error.
 */
final class KubernetesSchema {

    private interface Reading {
        Object of(String json) throws IOException;
    }

    private static final Map<String, Reading> KINDS =
            Map.ofEntries(
                    Map.entry("v1/Namespace", V1Namespace::fromJson),
                    Map.entry("v1/ConfigMap", V1ConfigMap::fromJson),
                    Map.entry("v1/Service", V1Service::fromJson),
                    Map.entry("v1/ServiceAccount", V1ServiceAccount::fromJson),
                    Map.entry("apps/v1/Deployment", V1Deployment::fromJson),
                    Map.entry("apps/v1/StatefulSet", V1StatefulSet::fromJson),
                    Map.entry("batch/v1/Job", V1Job::fromJson),
                    Map.entry("policy/v1/PodDisruptionBudget", V1PodDisruptionBudget::fromJson),
                    Map.entry("networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy::fromJson),
                    Map.entry("rbac.authorization.k8s.io/v1/Role", V1Role::fromJson),
                    Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", V1RoleBinding::fromJson));

    private KubernetesSchema() {}

    /** What is wrong with a manifest; empty when nothing is. */
    static Optional<String> complaint(JsonNode manifest) {
        String kind = kind(manifest);
        Reading reading = KINDS.get(kind);
        if (reading == null) {
            return Optional.of(kind + " (expected: one of " + KINDS.keySet() + ")");
        }
        try {
            reading.of(manifest.toString());
            for (JsonNode subject : manifest.path("subjects")) {
                RbacV1Subject.fromJson(subject.toString());
            }
            return Optional.empty();
        } catch (IOException | RuntimeException wrong) {
            return Optional.of(kind + ": " + wrong.getMessage());
        }
    }

    static String kind(JsonNode manifest) {
        return manifest.path("apiVersion").asText() + "/" + manifest.path("kind").asText();
    }
}
