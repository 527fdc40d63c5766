package dev.kanit.executor.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One object as the API server told it, fields that Kanıt does not know included.
 *
 * @param json the whole object
 */
public record KubernetesObject(JsonNode json) {

    /** Highest generation of orders that the object has obeyed. */
    public static final String GENERATION = "kanit.dev/generation";

    /** The action that wrote last. */
    public static final String ACTION_ID = "kanit.dev/action-id";

    /** A JSON pointer's node, a missing one when there is none. */
    public JsonNode at(String pointer) {
        return json.at(pointer);
    }

    /** Name of this state of the object, for conditional writes. */
    public String resourceVersion() {
        return json.at("/metadata/resourceVersion").asText("");
    }

    /** The annotation's value, or the empty text. */
    public String annotation(String name) {
        return json.at("/metadata/annotations").path(name).asText("");
    }

    /**
     * The fence's generation, 0 when no order was obeyed yet.
     *
     * @throws NumberFormatException when somebody wrote something else there
     */
    public long generation() {
        String written = annotation(GENERATION);
        return written.isEmpty() ? 0 : Long.parseLong(written);
    }
}
