package dev.kanit.executor.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.executor.kubernetes.KubernetesObject;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A Deployment's pod template, fields that Kanıt does not know included. Every change gives a new
 * one.
 *
 * @param json {@code spec.template}
 */
record PodTemplate(JsonNode json) {

    /** Changes with each restart; the value names the action, so a repetition changes nothing. */
    private static final String RESTARTED_BY = "kanit.dev/restarted-by";

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,252}");

    static PodTemplate of(KubernetesObject deployment) {
        return new PodTemplate(deployment.at("/spec/template"));
    }

    /**
     * The container to change.
     *
     * @param name empty for the only one
     * @throws IllegalArgumentException when there is none of that name, or more than one to choose
     */
    JsonNode container(String name) {
        JsonNode containers = json.at("/spec/containers");
        if (name.isEmpty() && containers.size() == 1) {
            return containers.get(0);
        }
        for (JsonNode container : containers) {
            if (container.path("name").asText("").equals(name)) {
                return container;
            }
        }
        throw new IllegalArgumentException(
                name.isEmpty()
                        ? containers.size() + " containers (expected: one, or container: its name)"
                        : "container: no "
                                + name
                                + " among "
                                + containers.findValuesAsText("name"));
    }

    String image(String container) {
        return container(container).path("image").asText("");
    }

    /** The image's tag, which is what plans call a version; empty when it has none. */
    String version(String container) {
        String image = image(container);
        int colon = image.lastIndexOf(':');
        return image.contains("@") || colon < image.lastIndexOf('/')
                ? ""
                : image.substring(colon + 1);
    }

    /** Plain values of the environment, by name. */
    SortedMap<String, String> environment(String container) {
        SortedMap<String, String> values = new TreeMap<>();
        for (JsonNode variable : container(container).path("env")) {
            if (variable.has("value")) {
                values.put(variable.path("name").asText(""), variable.path("value").asText(""));
            }
        }
        return values;
    }

    PodTemplate withImage(String container, String image) {
        JsonNode changed = json.deepCopy();
        ((ObjectNode) new PodTemplate(changed).container(container)).put("image", image);
        return new PodTemplate(changed);
    }

    /**
     * With these values in the environment; a variable that came from elsewhere now has a value.
     *
     * @throws IllegalArgumentException for a name that no variable can have
     */
    PodTemplate withEnvironment(String container, Map<String, String> values) {
        JsonNode changed = json.deepCopy();
        ArrayNode variables =
                ((ObjectNode) new PodTemplate(changed).container(container))
                        .withArrayProperty("env");
        values.forEach((name, value) -> set(variables, name, value));
        return new PodTemplate(changed);
    }

    PodTemplate restartedBy(String actionId) {
        ObjectNode changed = json.deepCopy();
        changed.withObject("/metadata")
                .withObjectProperty("annotations")
                .put(RESTARTED_BY, actionId);
        return new PodTemplate(changed);
    }

    private static void set(ArrayNode variables, String name, String value) {
        if (!VARIABLE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "setting '" + name + "' (expected: the name of an environment variable)");
        }
        for (int number = 0; number < variables.size(); number++) {
            if (variables.get(number).path("name").asText("").equals(name)) {
                ObjectNode plain = variables.objectNode().put("name", name).put("value", value);
                variables.set(number, plain);
                return;
            }
        }
        variables.addObject().put("name", name).put("value", value);
    }
}
