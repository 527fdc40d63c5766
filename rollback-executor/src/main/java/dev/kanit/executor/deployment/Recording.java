package dev.kanit.executor.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.executor.kubernetes.FencedPatch;
import dev.kanit.executor.kubernetes.KubernetesObject;
import dev.kanit.executor.plan.Fence;
import java.util.Optional;

/**
 * The pod template as it was before this rollout's first change to it, kept on the Deployment
 * itself: written together with that change, so there is no change without its way back.
 */
final class Recording {

    static final String ANNOTATION = "kanit.dev/recorded-template";

    /** Kubernetes allows 256 KiB of annotations in all. */
    private static final int MAX_BYTES = 128 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Recording() {}

    /**
     * Adds the record, unless this rollout has made it before.
     *
     * @throws IllegalArgumentException when the template is too large to be kept
     */
    static FencedPatch keep(FencedPatch patch, KubernetesObject before, Fence fence) {
        if (of(before, fence).isPresent()) {
            return patch;
        }
        ObjectNode record = JSON.createObjectNode().put("rollout", rollout(fence));
        record.set("template", PodTemplate.of(before).json());
        String text = record.toString();
        if (text.getBytes(UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "pod template: above %d bytes (expected: one that can be recorded)"
                            .formatted(MAX_BYTES));
        }
        return patch.annotate(ANNOTATION, text);
    }

    /** The template to return to, when this rollout has changed it. */
    static Optional<PodTemplate> of(KubernetesObject deployment, Fence fence) {
        try {
            JsonNode record = JSON.readTree(deployment.annotation(ANNOTATION));
            return record.path("rollout").asText("").equals(rollout(fence))
                            && record.path("template").isObject()
                    ? Optional.of(new PodTemplate(record.path("template")))
                    : Optional.empty();
        } catch (JsonProcessingException _) {
            // Not ours, or cut by somebody: there is no state to return to.
            return Optional.empty();
        }
    }

    /** Action ids are the rollout's id and the decision's sequence. */
    private static String rollout(Fence fence) {
        String action = fence.actionId();
        int slash = action.lastIndexOf('/');
        return slash < 0 ? action : action.substring(0, slash);
    }
}
