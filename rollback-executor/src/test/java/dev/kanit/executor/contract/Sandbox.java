package dev.kanit.executor.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.executor.kubernetes.FakeApiServer;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * A namespace of the test's own, on the fake API server or on the cluster that {@code
 * KANIT_TEST_KUBECONFIG} names: an API server alone, whose controllers the test then plays, or a
 * whole cluster. What was created goes with the namespace.
 */
final class Sandbox implements AutoCloseable {

    static final String VARIABLE = "KANIT_TEST_KUBECONFIG";

    /** Where to run. */
    enum Where {
        FAKE_API_SERVER,
        CLUSTER
    }

    static final ObjectMapper JSON = new ObjectMapper();

    private final Optional<FakeApiServer> fake;
    private final ApiClient client;
    private final Map<String, ApiClient> accounts = new HashMap<>();
    private final String namespace =
            "kanit-test-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);

    Sandbox(Where where) {
        fake = where == Where.FAKE_API_SERVER ? Optional.of(new FakeApiServer()) : Optional.empty();
        client =
                fake.map(server -> new ClientBuilder().setBasePath(server.url()).build())
                        .orElseGet(Sandbox::ofCluster);
        create(
                "/api/v1/namespaces",
                "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"%s\"}}"
                        .formatted(namespace));
    }

    /** Whether {@link #VARIABLE} names a readable file. */
    static boolean isClusterNamed() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .map(Path::of)
                .filter(Files::isReadable)
                .isPresent();
    }

    ApiClient client() {
        return client;
    }

    /**
     * What the executor has in a cluster: an account with the rights of the components {@code
     * deploy/kubernetes/components/actuator-RIGHT}, and no others.
     */
    ApiClient executor(String rights) {
        return account(rights, Set.of("get", "list", "patch", "delete"));
    }

    /** One that may look only. */
    ApiClient reader(String rights) {
        fake.ifPresent(server -> server.script("PATCH", FakeApiServer.Failure.FORBIDDEN_403));
        return account(rights, Set.of("get", "list"));
    }

    private ApiClient account(String rights, Set<String> verbs) {
        return fake.isPresent()
                ? client
                : accounts.computeIfAbsent(
                        rights + verbs.size(),
                        _ -> new Account(this, "kanit-" + verbs.size()).with(rights, verbs));
    }

    String namespace() {
        return namespace;
    }

    /** {@code apps/v1}, {@code deployments}, {@code spark} to the object's path. */
    String path(String api, String plural, String name) {
        return "/apis/%s/namespaces/%s/%s/%s".formatted(api, namespace, plural, name);
    }

    JsonNode create(String collection, String json) {
        return call("POST", collection, "application/json", json);
    }

    JsonNode get(String path) {
        return call("GET", path, "application/json", null);
    }

    boolean exists(String path) {
        try {
            JsonNode _ = get(path);
            return true;
        } catch (AssertionError missing) {
            if (String.valueOf(missing.getMessage()).contains(": 404 ")) {
                return false;
            }
            throw missing;
        }
    }

    JsonNode patch(String path, String json) {
        return call("PATCH", path, "application/merge-patch+json", json);
    }

    /** Ready pods, told by the controller if one is there, and in its place otherwise. */
    void playDeployment(String name) {
        String path = path("apps/v1", "deployments", name);
        JsonNode object = get(path);
        long generation = object.at("/metadata/generation").asLong();
        int replicas = object.at("/spec/replicas").asInt(1);
        boolean isPlayed = object.at("/metadata/labels/played").asBoolean(false);
        if (isPlayed && object.at("/status/observedGeneration").asLong(0) < generation) {
            ObjectNode status = JSON.createObjectNode();
            status.putObject("status")
                    .put("observedGeneration", generation)
                    .put("replicas", replicas)
                    .put("updatedReplicas", replicas)
                    .put("readyReplicas", replicas)
                    .put("availableReplicas", replicas);
            patch(path + "/status", status.toString());
        }
    }

    /** Whether a controller has looked at the Deployment within a moment. */
    boolean hasController(String name) {
        String path = path("apps/v1", "deployments", name);
        return Await.within(
                fake.isPresent() ? 0 : 3,
                () -> get(path).at("/status/observedGeneration").asLong(0) > 0);
    }

    @Override
    public void close() {
        call("DELETE", "/api/v1/namespaces/" + namespace, "application/json", null);
        fake.ifPresent(FakeApiServer::close);
    }

    private JsonNode call(String method, String path, String type, @Nullable String body) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", "application/json");
        headers.put("Content-Type", type);
        try (Response response =
                client.buildCall(
                                null,
                                path,
                                method,
                                List.of(),
                                List.of(),
                                body == null ? null : body.getBytes(UTF_8),
                                headers,
                                new HashMap<>(),
                                new HashMap<>(),
                                new String[] {"BearerToken"},
                                null)
                        .execute()) {
            ResponseBody answer = response.body();
            String text = answer == null ? "" : answer.string();
            if (!response.isSuccessful()) {
                throw new AssertionError(method + " " + path + ": " + response.code() + " " + text);
            }
            return JSON.readTree(text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (io.kubernetes.client.openapi.ApiException failed) {
            throw new AssertionError(failed);
        }
    }

    private static ApiClient ofCluster() {
        return cluster().build();
    }

    /** The named cluster, as whoever the file says. */
    static ClientBuilder cluster() {
        try (Reader reader = Files.newBufferedReader(Path.of(System.getenv(VARIABLE)))) {
            return ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(reader));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
