package dev.kanit.executor.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The merge patch (RFC 7396) between two states. */
public final class MergeDifference {

    private MergeDifference() {}

    /**
     * What turns {@code from} into {@code to}: members that {@code to} lacks become null, which
     * removes them; lists are replaced as a whole.
     */
    public static ObjectNode between(JsonNode from, JsonNode to) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        from.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!to.has(name)) {
                                patch.putNull(name);
                            }
                        });
        to.properties()
                .forEach(
                        member -> {
                            JsonNode before = from.path(member.getKey());
                            JsonNode after = member.getValue();
                            if (before.isObject() && after.isObject()) {
                                ObjectNode inner = between(before, after);
                                if (!inner.isEmpty()) {
                                    patch.set(member.getKey(), inner);
                                }
                            } else if (!before.equals(after)) {
                                patch.set(member.getKey(), after);
                            }
                        });
        return patch;
    }
}
