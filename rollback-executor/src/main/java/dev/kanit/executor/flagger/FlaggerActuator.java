package dev.kanit.executor.flagger;

import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.kubernetes.Cluster;
import dev.kanit.executor.kubernetes.ClusterAnswer;
import dev.kanit.executor.kubernetes.ClusterObject;
import dev.kanit.executor.kubernetes.FencedPatch;
import dev.kanit.executor.kubernetes.KubernetesObject;
import dev.kanit.executor.kubernetes.Readiness;
import dev.kanit.executor.kubernetes.Written;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.util.Set;
import java.util.TreeMap;

/**
 * One Canary. Flagger asks Kanıt's gates before each of its own steps, and nobody can push it: so
 * this leaves the fence, and waits until Flagger has done what the gates allow by then.
 */
final class FlaggerActuator implements Actuator {

    private static final String FAILED = "Failed";
    private static final String SUCCEEDED = "Succeeded";
    private static final String NO_SWITCH =
            "a Canary has no kill switch (expected: actuator flag; a rollback takes the canary out of"
                    + " traffic)";
    private static final String NOTHING_TO_DO = "nothing to do for this actuator: ";

    private final Cluster cluster;
    private final ClusterObject canary;

    FlaggerActuator(Cluster cluster, ClusterObject canary) {
        this.cluster = cluster;
        this.canary = canary;
    }

    @Override
    public Set<Say> says() {
        return Set.of(Say.TRAFFIC, Say.PROMOTION);
    }

    @Override
    public Observation observe() {
        return switch (canary.read()) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> new Observation.Unseen(why);
            case ClusterAnswer.Found(KubernetesObject found) ->
                    switch (primary(found)) {
                        case Readiness.Unknown(StepOutcome why) -> new Observation.Unseen(why);
                        case Readiness.Counted(int ready, String _) ->
                                new Observation.Seen(
                                        new Observed(
                                                percent(found),
                                                found.generation(),
                                                "",
                                                "",
                                                ready > 0,
                                                // Flagger looks at them itself.
                                                true,
                                                new TreeMap<>(),
                                                found.resourceVersion()));
                    };
        };
    }

    @Override
    public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
        return switch (step) {
            case Step.StopCanary _ -> awaited(seen, fence, this::stopped);
            case Step.SetWeight(double weight, _) ->
                    awaited(seen, fence, found -> weighed(found, weight));
            case Step.Promote _ -> awaited(seen, fence, FlaggerActuator::promoted);
            case Step.RestoreVersion _, Step.Restart _ ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO + "Flagger scales the canary down");
            case Step.ApplySettings _ ->
                    new StepOutcome.Refused(
                            "a Canary takes no settings from Kanıt (expected: another effect)");
            case Step.SwitchOff _ -> new StepOutcome.Refused(NO_SWITCH);
        };
    }

    @Override
    public StepOutcome fence(Observed seen, Fence fence) {
        return Written.outcome(canary.patch(new FencedPatch(seen.revision(), fence)));
    }

    @Override
    public StepOutcome look(Step.Look step) {
        return switch (step) {
            case Step.CheckCompatibility _ ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO + "the stable version never stopped running");
            case Step.VerifyHealth _ ->
                    switch (canary.read()) {
                        case ClusterAnswer.Failed(StepOutcome why, _) -> why;
                        case ClusterAnswer.Found(KubernetesObject found) ->
                                primary(found).verdict();
                    };
            case Step.VerifyPromotion _ ->
                    switch (canary.read()) {
                        case ClusterAnswer.Failed(StepOutcome why, _) -> why;
                        case ClusterAnswer.Found(KubernetesObject found) -> promoted(found);
                    };
            case Step.VerifySwitchedOff _ -> new StepOutcome.Refused(NO_SWITCH);
            case Step.VerifyBaseline _ ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO + "the rollout's signals show it, Flagger does not");
        };
    }

    private interface Wanted {
        StepOutcome in(KubernetesObject found);
    }

    private StepOutcome awaited(Observed seen, Fence fence, Wanted wanted) {
        // The fence once: each write makes Flagger look at its Canary anew.
        ClusterAnswer answer =
                seen.generation() == fence.generation()
                        ? canary.read()
                        : canary.patch(new FencedPatch(seen.revision(), fence));
        return switch (answer) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> why;
            case ClusterAnswer.Found(KubernetesObject found) -> wanted.in(found);
        };
    }

    private StepOutcome stopped(KubernetesObject found) {
        return percent(found) == 0
                ? new StepOutcome.Applied("Flagger is at 0 %, phase " + phase(found))
                : new StepOutcome.Unreachable(
                        "Flagger is at %s %%, phase %s (expected: 0 %%, once it has asked the gate"
                                        .formatted(percent(found), phase(found))
                                + " rollback)");
    }

    private static StepOutcome weighed(KubernetesObject found, double weight) {
        double percent = percent(found);
        if (percent == weight) {
            return new StepOutcome.Applied("Flagger is at " + percent + " %");
        }
        String is = "Flagger is at %s %%, phase %s".formatted(percent, phase(found));
        boolean isOver =
                percent > weight || phase(found).equals(FAILED) || phase(found).equals(SUCCEEDED);
        return isOver
                ? new StepOutcome.Refused(
                        is
                                + " (expected: on its way to "
                                + weight
                                + " %, with stepWeights that are"
                                + " the plan's stages)")
                : new StepOutcome.Unreachable(
                        is + " (expected: " + weight + " %, once it has asked its gate)");
    }

    private static StepOutcome promoted(KubernetesObject found) {
        return switch (phase(found)) {
            case SUCCEEDED -> new StepOutcome.Applied("Flagger has promoted");
            case FAILED -> new StepOutcome.Refused("Flagger: phase Failed (expected: Succeeded)");
            default ->
                    new StepOutcome.Unreachable(
                            "Flagger: phase " + phase(found) + " (expected: Succeeded)");
        };
    }

    private Readiness primary(KubernetesObject found) {
        String target = found.at("/spec/targetRef/name").asText("");
        return Readiness.ofDeployment(cluster, canary.path().namespace(), target + "-primary");
    }

    private static double percent(KubernetesObject found) {
        return found.at("/status/canaryWeight").asDouble(0);
    }

    private static String phase(KubernetesObject found) {
        return found.at("/status/phase").asText("");
    }
}
