package dev.kanit.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.embedded.RegistryRecord.CompatibilitySet;
import dev.kanit.embedded.RegistryRecord.SchemaAdded;
import dev.kanit.schemas.CompatibilityLevel;
import java.io.IOException;

/** Registry records to and from the JSON of the log. */
final class RegistryRecordJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RegistryRecordJson() {}

    static byte[] write(RegistryRecord record) {
        ObjectNode tree = JSON.createObjectNode();
        switch (record) {
            case SchemaAdded(String subject, int version, int id, String schema) ->
                    tree.put("kind", "schema")
                            .put("subject", subject)
                            .put("version", version)
                            .put("id", id)
                            .put("schema", schema);
            case CompatibilitySet(String subject, CompatibilityLevel level) ->
                    tree.put("kind", "compatibility")
                            .put("subject", subject)
                            .put("level", level.name());
        }
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree is always JSON", impossible);
        }
    }

    /**
     * @throws IllegalArgumentException when the bytes are no registry record
     */
    static RegistryRecord read(byte[] bytes) {
        try {
            JsonNode tree = JSON.readTree(bytes);
            String subject = tree.path("subject").asText();
            return switch (tree.path("kind").asText()) {
                case "schema" ->
                        new SchemaAdded(
                                subject,
                                tree.path("version").asInt(),
                                tree.path("id").asInt(),
                                tree.path("schema").asText());
                case "compatibility" ->
                        new CompatibilitySet(
                                subject, CompatibilityLevel.valueOf(tree.path("level").asText()));
                default ->
                        throw new IllegalArgumentException(
                                "registry record: "
                                        + tree
                                        + " (expected: kind schema or"
                                        + " compatibility)");
            };
        } catch (IOException notJson) {
            throw new IllegalArgumentException("registry record: not JSON", notJson);
        }
    }
}
