package dev.kanit.archiver.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro records as JSON that people read: no type names around optional values, times in ISO 8601,
 * bytes in Base64. What was written comes back as it was.
 */
final class ReadableJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ReadableJson() {}

    static ObjectNode write(IndexedRecord record) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            object.set(field.name(), write(record.get(field.pos())));
        }
        return object;
    }

    /**
     * @throws IllegalArgumentException when {@code json} is no such record
     */
    static <T extends SpecificRecord> T read(JsonNode json, Class<T> type) {
        return type.cast(required(read(json, SpecificData.get().getSchema(type)), type.getName()));
    }

    private static JsonNode write(@Nullable Object value) {
        return switch (value) {
            case null -> NullNode.getInstance();
            case IndexedRecord record -> write(record);
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode();
                list.forEach(item -> array.add(write(item)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                map.forEach((name, item) -> object.set(String.valueOf(name), write(item)));
                yield object;
            }
            case ByteBuffer bytes -> {
                byte[] copy = new byte[bytes.remaining()];
                bytes.duplicate().get(copy);
                yield NODES.textNode(Base64.getEncoder().encodeToString(copy));
            }
            case Double number when !Double.isFinite(number) -> NODES.textNode(number.toString());
            case Double number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Integer number -> NODES.numberNode(number);
            case Boolean truth -> NODES.booleanNode(truth);
            default -> NODES.textNode(value.toString());
        };
    }

    private static @Nullable Object read(JsonNode json, Schema schema) {
        return switch (schema.getType()) {
            case UNION -> json.isNull() ? null : read(json, otherThanNull(schema));
            case RECORD -> record(json, schema);
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (JsonNode item : json) {
                    list.add(required(read(item, schema.getElementType()), "item"));
                }
                yield list;
            }
            case MAP -> {
                Map<String, Object> map = new LinkedHashMap<>();
                json.properties()
                        .forEach(
                                item ->
                                        map.put(
                                                item.getKey(),
                                                required(
                                                        read(
                                                                item.getValue(),
                                                                schema.getValueType()),
                                                        item.getKey())));
                yield map;
            }
            case ENUM -> SpecificData.get().createEnum(json.asText(), schema);
            case BYTES -> ByteBuffer.wrap(Base64.getDecoder().decode(json.asText()));
            case LONG ->
                    schema.getLogicalType() == null ? json.asLong() : Instant.parse(json.asText());
            case INT -> json.asInt();
            case DOUBLE -> json.isTextual() ? Double.parseDouble(json.asText()) : json.asDouble();
            case BOOLEAN -> json.asBoolean();
            case STRING -> json.asText();
            case NULL -> null;
            case FIXED, FLOAT ->
                    throw new IllegalArgumentException(
                            schema.getType() + " (expected: a type that the contracts use)");
        };
    }

    private static IndexedRecord record(JsonNode json, Schema schema) {
        IndexedRecord record = (IndexedRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = json.get(field.name());
            if (value == null) {
                throw new IllegalArgumentException(
                        schema.getName() + "." + field.name() + ": missing (expected: a value)");
            }
            record.put(field.pos(), read(value, field.schema()));
        }
        return record;
    }

    private static Schema otherThanNull(Schema union) {
        return union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }

    private static Object required(@Nullable Object value, String what) {
        if (value == null) {
            throw new IllegalArgumentException(what + ": null (expected: a value)");
        }
        return value;
    }
}
