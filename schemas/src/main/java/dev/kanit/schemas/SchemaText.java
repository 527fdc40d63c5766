package dev.kanit.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/** Schemas as the registry sees them: what they mean on the wire, without Java's own remarks. */
public final class SchemaText {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Tells Avro's Java code which string class to use; other languages must not see it. */
    private static final String JAVA_STRING = "avro.java.string";

    private SchemaText() {}

    /** {@code schema} without {@code avro.java.string}, in Avro's own compact spelling. */
    public static String of(Schema schema) {
        try {
            JsonNode tree = JSON.readTree(schema.toString());
            strip(tree);
            return new Schema.Parser().parse(JSON.writeValueAsString(tree)).toString();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Avro printed a schema that is not JSON", impossible);
        }
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(JAVA_STRING);
        }
        node.forEach(SchemaText::strip);
    }
}
