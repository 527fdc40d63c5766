package dev.kanit.executor.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.gateway.RouteWeights.Reading;
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
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * One HTTPRoute. All its rules that know the canary get the same share; the list of rules is
 * written as a whole, from the state that was read, or not at all.
 */
final class GatewayActuator implements Actuator {

    private static final String RULES = "/spec/rules";
    private static final String NO_SWITCH =
            "a route has no kill switch (expected: actuator flag; a rollback takes the canary out of"
                    + " traffic)";
    private static final String NOTHING_TO_DO = "nothing to do for this actuator: ";

    private final Cluster cluster;
    private final ClusterObject route;
    private final Servers servers;
    private final RouteWeights weights;

    GatewayActuator(Cluster cluster, ClusterObject route, Servers servers, RouteWeights weights) {
        this.cluster = cluster;
        this.route = route;
        this.servers = servers;
        this.weights = weights;
    }

    @Override
    public Set<Say> says() {
        return Set.of(Say.TRAFFIC);
    }

    @Override
    public Observation observe() {
        return switch (route.read()) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> new Observation.Unseen(why);
            case ClusterAnswer.Found(KubernetesObject found) ->
                    switch (weights.read(found.at(RULES))) {
                        case Reading.Unfit(String why) ->
                                new Observation.Unseen(
                                        new StepOutcome.Refused(route.path().told() + ": " + why));
                        case Reading.Share(double percent) -> seen(found, List.of(percent));
                        case Reading.Uneven(double lowest, double highest) ->
                                seen(found, List.of(lowest, highest));
                    };
        };
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
                            "a route has no settings (expected: a mitigation by actuator"
                                    + " deployment beside it)");
            case Step.Promote _ ->
                    new StepOutcome.Refused(
                            "a route deploys nothing (expected: actuator deployment beside it)");
            case Step.SwitchOff _ -> new StepOutcome.Refused(NO_SWITCH);
        };
    }

    @Override
    public StepOutcome fence(Observed seen, Fence fence) {
        return Written.outcome(route.patch(new FencedPatch(seen.revision(), fence)));
    }

    @Override
    public StepOutcome retireCanary(Observed seen, Fence fence) {
        return Written.told(weigh(0, seen, fence), "canary weight → 0 %");
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
                            NOTHING_TO_DO + "the rollout's signals show it, a route does not");
        };
    }

    private StepOutcome weigh(double weight, Observed seen, Fence fence) {
        if (!RouteWeights.isExact(weight)) {
            return new StepOutcome.Refused(
                    "weight: " + weight + " % (expected: tenths of a percent)");
        }
        return switch (route.readAt(seen.revision())) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> why;
            case ClusterAnswer.Found(KubernetesObject found) -> {
                JsonNode rules = weights.write(found.at(RULES), weight);
                yield Written.outcome(
                        route.patch(new FencedPatch(seen.revision(), fence).spec("rules", rules)));
            }
        };
    }

    private Observation seen(KubernetesObject found, List<Double> shares) {
        Servers.Ready ready = servers.look(cluster);
        if (ready.unknown().isPresent()) {
            return new Observation.Unseen(ready.unknown().get());
        }
        List<Observed> rules = shares.stream().map(share -> observed(found, ready, share)).toList();
        Observed first = rules.getFirst();
        return new Observation.Seen(
                rules.size() == 1
                        ? first
                        : Observed.together(rules, new TreeMap<>()).at(first.revision()));
    }

    private static Observed observed(KubernetesObject found, Servers.Ready ready, double share) {
        return new Observed(
                share,
                found.generation(),
                "",
                "",
                ready.isStableReady(),
                ready.isCanaryReady(),
                new TreeMap<>(),
                found.resourceVersion());
    }
}
