package dev.kanit.executor.argo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.executor.kubernetes.KubernetesObject;
import java.util.Optional;

/**
 * A canary Rollout as Argo Rollouts tells of it.
 *
 * @param object the whole Rollout
 */
record ArgoSteps(KubernetesObject object) {

    private static final double TOLERANCE_PERCENT = 1e-9;

    /** Whether the newest template is the stable one: there is no canary, or none any more. */
    boolean isWithoutCanary() {
        String current = object.at("/status/currentPodHash").asText("");
        return current.isEmpty() || current.equals(stableHash());
    }

    String stableHash() {
        return object.at("/status/stableRS").asText("");
    }

    /** 0 when no order was carried out, or somebody wrote something else there. */
    long settledGeneration() {
        return object.at("/metadata/annotations").path(ArgoActuator.SETTLED).asLong(0);
    }

    /** Whether an order was given that Argo has not carried out yet. */
    boolean isUnderWay() {
        return object.generation() > settledGeneration();
    }

    boolean isAborted() {
        return object.at("/status/abort").asBoolean(false);
    }

    /** Whether a full promotion was asked for that Argo has not done yet. */
    boolean isPromoting() {
        return object.at("/status/promoteFull").asBoolean(false);
    }

    boolean isPausedByHand() {
        return object.at("/spec/paused").asBoolean(false);
    }

    boolean waitsAtAPause() {
        return !object.at("/status/pauseConditions").isEmpty();
    }

    /**
     * The canary's share, 0 to 100: what a traffic router was told; without one, what the pods come
     * to.
     */
    double percent() {
        if (isWithoutCanary()) {
            return 0;
        }
        JsonNode routed = object.at("/status/canary/weights/canary/weight");
        if (routed.isNumber()) {
            return routed.asDouble();
        }
        double all = object.at("/status/replicas").asDouble(0);
        double updated = object.at("/status/updatedReplicas").asDouble(0);
        return all == 0 ? 0 : updated * 100 / all;
    }

    /** Why Argo's next step does not lead to {@code percent}, or nothing when it does. */
    Optional<String> unfit(double percent) {
        JsonNode steps = object.at("/spec/strategy/canary/steps");
        for (int number = index(); number < steps.size(); number++) {
            JsonNode weight = steps.get(number).path("setWeight");
            if (!weight.isNumber() || isNow(weight.asDouble(), number)) {
                continue;
            }
            if (Math.abs(weight.asDouble() - percent) > TOLERANCE_PERCENT) {
                return Optional.of(
                        "the next step is setWeight: %s (expected: %s, as the plan's stages)"
                                .formatted(weight.asText(), told(percent)));
            }
            return steps.path(number + 1).has("pause")
                    ? Optional.empty()
                    : Optional.of(
                            "no pause after setWeight: %s (expected: pause: {}, so that Argo waits"
                                            .formatted(weight.asText())
                                    + " there for Kanıt)");
        }
        return Optional.of(
                "no further setWeight (expected: %s, as the plan's stages)"
                        .formatted(told(percent)));
    }

    /** Whether Argo stays where it is until somebody promotes. */
    boolean isHeld() {
        JsonNode step = object.at("/spec/strategy/canary/steps").path(index());
        return isPausedByHand()
                || (waitsAtAPause() && step.has("pause") && !step.path("pause").has("duration"));
    }

    /** The tag of the only container's image, which is what plans call a version. */
    String templateVersion() {
        JsonNode containers = object.at("/spec/template/spec/containers");
        String image = containers.size() == 1 ? containers.get(0).path("image").asText("") : "";
        int colon = image.lastIndexOf(':');
        return image.contains("@") || colon < image.lastIndexOf('/')
                ? ""
                : image.substring(colon + 1);
    }

    private boolean isNow(double weight, int number) {
        return number == index() && Math.abs(weight - percent()) <= TOLERANCE_PERCENT;
    }

    private int index() {
        return object.at("/status/currentStepIndex").asInt(0);
    }

    private static String told(double percent) {
        return percent == Math.rint(percent)
                ? Long.toString((long) percent)
                : Double.toString(percent);
    }
}
