package dev.kanit.executor.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.executor.kubernetes.KubernetesObject;
import dev.kanit.executor.plan.StepOutcome;

/** How far a Deployment is with what its specification asks for. */
sealed interface Rollout {

    /** Every pod is of the newest template and available. */
    record Complete(int replicas) implements Rollout {}

    /** Not yet. */
    record Underway(String why) implements Rollout {}

    /** Its {@code progressDeadlineSeconds} are over. */
    record Stuck(String why) implements Rollout {}

    static Rollout of(String name, KubernetesObject deployment) {
        JsonNode status = deployment.at("/status");
        int wanted = replicas(deployment);
        long generation = deployment.at("/metadata/generation").asLong(0);
        if (status.path("observedGeneration").asLong(0) < generation) {
            return new Underway("Deployment " + name + ": its controller has not seen the change");
        }
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("reason").asText("").equals("ProgressDeadlineExceeded")) {
                return new Stuck(
                        "Deployment %s: progress deadline exceeded: %s"
                                .formatted(name, condition.path("message").asText("")));
            }
        }
        int updated = status.path("updatedReplicas").asInt(0);
        int available = status.path("availableReplicas").asInt(0);
        int all = status.path("replicas").asInt(0);
        return updated >= wanted && available >= wanted && all <= updated
                ? new Complete(wanted)
                : new Underway(
                        "Deployment %s: %d of %d pods available, %d of the newest template, %d in all"
                                .formatted(name, available, wanted, updated, all));
    }

    /** Replicas that its specification asks for; 1 when it does not say. */
    static int replicas(KubernetesObject deployment) {
        return deployment.at("/spec/replicas").asInt(1);
    }

    static int ready(KubernetesObject deployment) {
        return deployment.at("/status/readyReplicas").asInt(0);
    }

    /** Success when complete; worth another look when under way. */
    default StepOutcome outcome(String done) {
        return switch (this) {
            case Complete(int replicas) ->
                    new StepOutcome.Applied(done.isEmpty() ? replicas + " pods available" : done);
            case Underway(String why) -> new StepOutcome.Unreachable(why);
            case Stuck(String why) -> new StepOutcome.Refused(why);
        };
    }
}
