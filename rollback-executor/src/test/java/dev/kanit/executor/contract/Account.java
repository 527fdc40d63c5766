package dev.kanit.executor.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1PolicyRule;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.util.Yaml;
import io.kubernetes.client.util.credentials.AccessTokenAuthentication;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/** A service account of a real API server that has what the shipped roles give, or less. */
final class Account {

    private static final String RIGHTS = "rbac.authorization.k8s.io";

    private final Sandbox sandbox;
    private final String name;

    Account(Sandbox sandbox, String name) {
        this.sandbox = sandbox;
        this.name = name;
    }

    /**
     * Makes the account.
     *
     * @param rights components, without {@code actuator-}: {@code gateway+deployment}
     * @param verbs those of the shipped roles that it keeps
     */
    ApiClient with(String rights, Set<String> verbs) {
        String accounts = "/api/v1/namespaces/%s/serviceaccounts".formatted(sandbox.namespace());
        sandbox.create(accounts, object("v1", "ServiceAccount").toString());
        ObjectNode role = object(RIGHTS + "/v1", "Role");
        ArrayNode rules = role.putArray("rules");
        for (String one : rights.split("\\+", -1)) {
            for (V1PolicyRule rule : shipped(one)) {
                ObjectNode kept = rules.addObject();
                kept.set("apiGroups", Sandbox.JSON.valueToTree(rule.getApiGroups()));
                kept.set("resources", Sandbox.JSON.valueToTree(rule.getResources()));
                ArrayNode allowed = kept.putArray("verbs");
                rule.getVerbs().stream().filter(verbs::contains).forEach(allowed::add);
                if (allowed.isEmpty()) {
                    rules.remove(rules.size() - 1);
                }
            }
        }
        Objects objects = new Objects(sandbox);
        sandbox.create(objects.collection(RIGHTS + "/v1", "roles"), role.toString());
        ObjectNode binding = object(RIGHTS + "/v1", "RoleBinding");
        binding.putObject("roleRef").put("apiGroup", RIGHTS).put("kind", "Role").put("name", name);
        binding.putArray("subjects")
                .addObject()
                .put("kind", "ServiceAccount")
                .put("name", name)
                .put("namespace", sandbox.namespace());
        sandbox.create(objects.collection(RIGHTS + "/v1", "rolebindings"), binding.toString());
        ObjectNode request = Sandbox.JSON.createObjectNode();
        request.put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
        request.putObject("spec").put("expirationSeconds", 3_600);
        String token =
                sandbox.create(accounts + "/" + name + "/token", request.toString())
                        .at("/status/token")
                        .asText();
        return Sandbox.cluster().setAuthentication(new AccessTokenAuthentication(token)).build();
    }

    private ObjectNode object(String api, String kind) {
        ObjectNode object =
                Sandbox.JSON.createObjectNode().put("apiVersion", api).put("kind", kind);
        object.putObject("metadata").put("name", name);
        return object;
    }

    private static List<V1PolicyRule> shipped(String right) {
        String file = "../deploy/kubernetes/components/actuator-%s/role.yaml".formatted(right);
        try {
            for (Object one : Yaml.loadAll(new File(file))) {
                if (one instanceof V1Role role) {
                    return List.copyOf(role.getRules());
                }
            }
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        throw new AssertionError(right + ": no role among the components");
    }
}
