package dev.kanit.executor.ingress;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.kubernetes.Cluster;
import dev.kanit.executor.kubernetes.ClusterAnswer;
import dev.kanit.executor.kubernetes.ClusterObject;
import dev.kanit.executor.kubernetes.FencedPatch;
import dev.kanit.executor.kubernetes.KubernetesObject;
import dev.kanit.executor.kubernetes.Servers;
import dev.kanit.executor.kubernetes.Written;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.util.Set;
import java.util.TreeMap;

/**
 * One canary Ingress. Its annotations hold the weight and the fence, and are written together on
 * condition of the resource version: whoever reads them reads both or neither.
 */
final class IngressActuator implements Actuator {

    private static final String CANARY = "nginx.ingress.kubernetes.io/canary";
    static final String WEIGHT = "nginx.ingress.kubernetes.io/canary-weight";

    private static final String NO_SWITCH =
            "an ingress has no kill switch (expected: actuator flag; a rollback takes the canary out of"
                    + " traffic)";
    private static final String REMOVED = "no canary Ingress, and so no traffic of its own";

    /** What is seen when a promotion has removed it: no weight, no fence, no revision. */
    private static final KubernetesObject WITHOUT_INGRESS =
            new KubernetesObject(JsonNodeFactory.instance.objectNode());

    private static final String NOTHING_TO_DO = "nothing to do for this actuator: ";

    private final Cluster cluster;
    private final ClusterObject ingress;
    private final Servers servers;
    private final boolean isRemoved;

    /**
     * @param isRemoved whether the Ingress goes at the end of a promotion, so that none is a state
     *     that was meant
     */
    IngressActuator(Cluster cluster, ClusterObject ingress, Servers servers, boolean isRemoved) {
        this.cluster = cluster;
        this.ingress = ingress;
        this.servers = servers;
        this.isRemoved = isRemoved;
    }

    @Override
    public Set<Say> says() {
        return Set.of(Say.TRAFFIC);
    }

    @Override
    public Observation observe() {
        return switch (ingress.read()) {
            case ClusterAnswer.Failed(_, boolean isMissing) when isMissing && isRemoved ->
                    withServers(WITHOUT_INGRESS);
            case ClusterAnswer.Failed(StepOutcome why, _) -> new Observation.Unseen(why);
            case ClusterAnswer.Found(KubernetesObject found) -> withServers(found);
        };
    }

    private Observation withServers(KubernetesObject found) {
        Servers.Ready ready = servers.look(cluster);
        return ready.unknown()
                .<Observation>map(Observation.Unseen::new)
                .orElseGet(() -> read(found, ready));
    }

    private static Observation read(KubernetesObject found, Servers.Ready ready) {
        String weight = found.annotation(WEIGHT);
        try {
            return new Observation.Seen(
                    new Observed(
                            weight.isEmpty() ? 0 : Double.parseDouble(weight),
                            found.resourceVersion().isEmpty() ? Observed.GONE : found.generation(),
                            "",
                            "",
                            ready.isStableReady(),
                            ready.isCanaryReady(),
                            new TreeMap<>(),
                            found.resourceVersion()));
        } catch (NumberFormatException _) {
            return new Observation.Unseen(
                    new StepOutcome.Refused(
                            "annotation %s: '%s' (expected: a number)".formatted(WEIGHT, weight)));
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
                            "an ingress has no settings (expected: a mitigation by actuator"
                                    + " deployment beside it, or by http)");
            case Step.Promote _ ->
                    new StepOutcome.Refused(
                            "an ingress deploys nothing (expected: actuator deployment beside it)");
            case Step.SwitchOff _ -> new StepOutcome.Refused(NO_SWITCH);
        };
    }

    @Override
    public StepOutcome fence(Observed seen, Fence fence) {
        return seen.revision().isEmpty()
                ? new StepOutcome.AlreadyInEffect(REMOVED)
                : Written.outcome(ingress.patch(new FencedPatch(seen.revision(), fence)));
    }

    /**
     * The canary Ingress stays, without weight, or goes. Were it made an ordinary one by {@code
     * canary: "false"}, two would own the same host and path.
     */
    @Override
    public StepOutcome retireCanary(Observed seen, Fence fence) {
        if (!isRemoved || seen.revision().isEmpty()) {
            return Written.told(weigh(0, seen, fence), "canary weight → 0 %");
        }
        // Without weight first: a deletion that is refused leaves no traffic behind.
        return switch (ingress.patch(weight(0, seen, fence))) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> why;
            case ClusterAnswer.Found(KubernetesObject now) when !isCanary(now) ->
                    new StepOutcome.Refused(
                            ingress.path().told()
                                    + " is no canary Ingress and is not removed (expected: "
                                    + CANARY
                                    + ": \"true\")");
            case ClusterAnswer.Found(KubernetesObject now) ->
                    Written.told(ingress.delete(now.resourceVersion()), "canary Ingress removed");
        };
    }

    /** A plan may name the wrong one, whose removal would take all traffic away. */
    private static boolean isCanary(KubernetesObject object) {
        return object.annotation(CANARY).equals("true");
    }

    @Override
    public StepOutcome look(Step.Look step) {
        return switch (step) {
            case Step.CheckCompatibility _ ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO + "the stable version never stopped running");
            case Step.VerifyHealth _, Step.VerifyPromotion _ -> servers.stableVerdict(cluster);
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
        if (seen.revision().isEmpty()) {
            return weight == 0
                    ? new StepOutcome.AlreadyInEffect(REMOVED)
                    : new StepOutcome.Refused(
                            ingress.path().told() + ": there is none (expected: a canary Ingress)");
        }
        return Written.outcome(ingress.patch(weight(weight, seen, fence)));
    }

    private static FencedPatch weight(double weight, Observed seen, Fence fence) {
        return new FencedPatch(seen.revision(), fence)
                .annotate(WEIGHT, Long.toString((long) weight));
    }
}
