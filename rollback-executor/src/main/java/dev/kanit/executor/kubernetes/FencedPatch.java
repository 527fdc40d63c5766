package dev.kanit.executor.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.executor.plan.Fence;

/**
 * A JSON merge patch (RFC 7396) that names the state it is meant for and leaves its fence behind:
 * whoever reads the object reads the change and the fence, or neither.
 */
public final class FencedPatch {

    private final ObjectNode body = JsonNodeFactory.instance.objectNode();

    /**
     * @param resourceVersion the state that the change was thought out for
     */
    public FencedPatch(String resourceVersion, Fence fence) {
        ObjectNode metadata = body.putObject("metadata");
        metadata.put("resourceVersion", resourceVersion);
        metadata.putObject("annotations")
                .put(KubernetesObject.GENERATION, Long.toString(fence.generation()))
                .put(KubernetesObject.ACTION_ID, fence.actionId());
    }

    /** Also sets an annotation of the object. */
    public FencedPatch annotate(String name, String value) {
        ((ObjectNode) body.at("/metadata/annotations")).put(name, value);
        return this;
    }

    /** Also removes an annotation of the object, if it has it. */
    public FencedPatch removeAnnotation(String name) {
        ((ObjectNode) body.at("/metadata/annotations")).putNull(name);
        return this;
    }

    /** Also sets the member {@code spec.NAME}. */
    public FencedPatch spec(String name, JsonNode value) {
        body.withObject("/spec").set(name, value);
        return this;
    }

    /** Also sets the member {@code status.NAME}, or removes it with a null. */
    public FencedPatch status(String name, JsonNode value) {
        body.withObject("/status").set(name, value);
        return this;
    }

    /** The patch's text. */
    JsonNode body() {
        return body;
    }
}
