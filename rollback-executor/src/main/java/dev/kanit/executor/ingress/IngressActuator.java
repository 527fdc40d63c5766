package dev.kanit.executor.ingress;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.Map;
import java.util.TreeMap;

/**
 * One canary Ingress. Its annotations hold the weight and the fence, and are written together on
 * condition of the resource version: whoever reads them reads both or neither.
 */
final class IngressActuator implements Actuator {

    static final String WEIGHT = "nginx.ingress.kubernetes.io/canary-weight";
    static final String GENERATION = "kanit.dev/generation";
    static final String ACTION_ID = "kanit.dev/action-id";

    private static final String NO_SWITCH =
            "an ingress has no kill switch (expected: actuator flag; a rollback takes the canary out of"
                    + " traffic)";
    private static final String NOTHING_TO_DO = "nothing to do for this actuator: ";

    private final IngressApi api;

    IngressActuator(IngressApi api) {
        this.api = api;
    }

    @Override
    public Observation observe() {
        try {
            V1Ingress ingress = api.read();
            V1ObjectMeta metadata = ingress.getMetadata();
            Map<String, String> annotations = annotations(metadata);
            return new Observation.Seen(
                    new Observed(
                            Double.parseDouble(annotations.getOrDefault(WEIGHT, "0")),
                            Long.parseLong(annotations.getOrDefault(GENERATION, "0")),
                            "",
                            "",
                            isReady(api.settings().stableDeployment()),
                            isReady(api.settings().canaryDeployment()),
                            new TreeMap<>(),
                            metadata == null || metadata.getResourceVersion() == null
                                    ? ""
                                    : metadata.getResourceVersion()));
        } catch (ApiException failed) {
            return new Observation.Unseen(failure(failed));
        } catch (NumberFormatException senseless) {
            return new Observation.Unseen(
                    new StepOutcome.Refused(
                            "annotations of the Ingress: "
                                    + senseless.getMessage()
                                    + " (expected: numbers)"));
        }
    }

    @Override
    public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
        return switch (step) {
            case Step.StopCanary _ -> weigh(0, seen, fence);
            case Step.SetWeight(double weight, _) -> weigh(weight, seen, fence);
            case Step.RestoreVersion(String version) ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO
                                    + version
                                    + " runs beside the canary and has all traffic");
            case Step.Restart _ ->
                    new StepOutcome.AlreadyInEffect(NOTHING_TO_DO + "it deploys nothing");
            case Step.ApplySettings _ ->
                    new StepOutcome.Refused(
                            "an ingress has no settings (expected: a mitigation by actuator http)");
            case Step.Promote _ ->
                    new StepOutcome.Refused(
                            "actuator ingress cannot promote yet (expected: promotion by whoever"
                                    + " deploys)");
            case Step.SwitchOff _ -> new StepOutcome.Refused(NO_SWITCH);
        };
    }

    @Override
    public StepOutcome look(Step.Look step) {
        return switch (step) {
            case Step.CheckCompatibility _ ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO + "the stable version never stopped running");
            case Step.VerifyHealth _, Step.VerifyPromotion _ -> health();
            case Step.VerifySwitchedOff _ -> new StepOutcome.Refused(NO_SWITCH);
            case Step.VerifyBaseline _ ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO + "the rollout's signals show it, an ingress does not");
        };
    }

    private StepOutcome weigh(double weight, Observed seen, Fence fence) {
        if (weight != Math.rint(weight)) {
            return new StepOutcome.Refused(
                    "weight: " + weight + " % (expected: whole percent, as nginx takes it)");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = body.putObject("metadata");
        metadata.put("resourceVersion", seen.revision());
        metadata.putObject("annotations")
                .put(WEIGHT, Long.toString((long) weight))
                .put(GENERATION, Long.toString(fence.generation()))
                .put(ACTION_ID, fence.actionId());
        try {
            api.patch(body.toString());
            return new StepOutcome.Applied("");
        } catch (ApiException failed) {
            return failure(failed);
        }
    }

    private StepOutcome health() {
        String stable = api.settings().stableDeployment();
        if (stable.isEmpty()) {
            return new StepOutcome.AlreadyInEffect(
                    NOTHING_TO_DO + "the plan names no stableDeployment to look at");
        }
        try {
            int ready = api.readyReplicas(stable);
            return ready > 0
                    ? new StepOutcome.Applied("Deployment %s: %d ready".formatted(stable, ready))
                    : new StepOutcome.Unreachable(
                            "Deployment " + stable + ": 0 ready (expected: at least 1)");
        } catch (ApiException failed) {
            return failure(failed);
        }
    }

    private boolean isReady(String deployment) throws ApiException {
        return deployment.isEmpty() || api.readyReplicas(deployment) > 0;
    }

    private static Map<String, String> annotations(
            @org.jspecify.annotations.Nullable V1ObjectMeta metadata) {
        Map<String, String> annotations = metadata == null ? null : metadata.getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    /** A conflict means that the state is to be read again, and so does everything temporary. */
    private static StepOutcome failure(ApiException failed) {
        int code = failed.getCode();
        String words =
                code == 0
                        ? "Kubernetes does not answer: " + failed.getMessage()
                        : "Kubernetes says " + code + " " + failed.getMessage();
        boolean isForGood = code >= 400 && code < 500 && code != 408 && code != 409 && code != 429;
        return isForGood ? new StepOutcome.Refused(words) : new StepOutcome.Unreachable(words);
    }
}
