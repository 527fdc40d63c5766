package dev.kanit.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No Docker is asked: the file is read, with its merges carried out. */
final class ComposeTest {

    private static final Set<String> FIELDS =
            Set.of(
                    "image",
                    "command",
                    "restart",
                    "environment",
                    "volumes",
                    "ports",
                    "secrets",
                    "healthcheck",
                    "depends_on",
                    "read_only",
                    "tmpfs",
                    "cap_drop",
                    "security_opt",
                    "mem_limit");

    private final JsonNode file =
            DeployFiles.documents(DeployFiles.directory("compose").resolve("compose.yaml"))
                    .getFirst();

    @Test
    void everyImageIsPinnedEveryPortIsOnLoopbackAndEveryFieldIsKnown() {
        for (Map.Entry<String, JsonNode> service : services()) {
            JsonNode one = merged(service.getValue());
            one.fieldNames().forEachRemaining(field -> assertThat(FIELDS).contains(field));
            assertThat(one.path("image").asText()).matches("[a-z/-]+:v?[0-9]+\\.[0-9]+\\.[0-9]+");
            for (JsonNode port : one.path("ports")) {
                assertThat(port.asText()).as(service.getKey()).startsWith("127.0.0.1:");
            }
            assertThat(one.has("mem_limit")).as(service.getKey()).isTrue();
        }
    }

    @Test
    void ourOwnContainersAreReadOnlyAndWithoutPrivileges() {
        Set<String> ours = new TreeSet<>();
        for (Map.Entry<String, JsonNode> service : services()) {
            JsonNode one = merged(service.getValue());
            if (one.path("image").asText().startsWith("kanit/")) {
                ours.add(service.getKey());
                assertThat(one.path("read_only").asBoolean()).as(service.getKey()).isTrue();
                assertThat(one.at("/cap_drop/0").asText()).isEqualTo("ALL");
                assertThat(one.at("/security_opt/0").asText()).isEqualTo("no-new-privileges:true");
            }
        }
        assertThat(ours)
                .containsExactly(
                        "evidence-archiver",
                        "rollback-executor",
                        "schemas",
                        "signal-collector",
                        "stage-evaluator",
                        "topics");
    }

    @Test
    void servicesWaitForTopicsAndSchemasAndKnowWhereTheyAre() {
        for (String name :
                List.of(
                        "stage-evaluator",
                        "signal-collector",
                        "rollback-executor",
                        "evidence-archiver")) {
            JsonNode service = merged(file.path("services").path(name));
            assertThat(service.at("/depends_on/topics/condition").asText())
                    .isEqualTo("service_completed_successfully");
            assertThat(merged(service.path("environment")).path("KAFKA_BOOTSTRAP_SERVERS").asText())
                    .isEqualTo("kafka:9092");
        }
        assertThat(file.path("services").fieldNames())
                .toIterable()
                .contains("kafka", "registry", "prometheus", "grafana");
    }

    private List<Map.Entry<String, JsonNode>> services() {
        return List.copyOf(file.path("services").properties());
    }

    /** What stands under {@code <<}, with what stands beside it on top. */
    private static JsonNode merged(JsonNode node) {
        if (!node.has("<<")) {
            return node;
        }
        ObjectNode merged = merged(node.path("<<")).deepCopy();
        Iterator<Map.Entry<String, JsonNode>> own = node.properties().iterator();
        while (own.hasNext()) {
            Map.Entry<String, JsonNode> field = own.next();
            if (!field.getKey().equals("<<")) {
                merged.set(field.getKey(), field.getValue());
            }
        }
        return merged;
    }
}
