package dev.kanit.executor.argo;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One Rollout. Its status is written as {@code kubectl argo rollouts} does it, then the fence; what
 * Argo makes of it is waited for, as attempts that are tried again.
 */
final class ArgoActuator implements Actuator {

    private static final String NO_SWITCH =
            "a Rollout has no kill switch (expected: actuator flag; a rollback takes the canary out of"
                    + " traffic)";

    /** Generation whose order Argo has carried out; the fence is left when it is given. */
    static final String SETTLED = "kanit.dev/settled-generation";

    private static final String NOTHING_TO_DO = "nothing to do for this actuator: ";

    private final Cluster cluster;
    private final ClusterObject rollout;

    ArgoActuator(Cluster cluster, ClusterObject rollout) {
        this.cluster = cluster;
        this.rollout = rollout;
    }

    @Override
    public Set<Say> says() {
        return Set.of(Say.TRAFFIC, Say.PROMOTION);
    }

    @Override
    public Observation observe() {
        return switch (rollout.read()) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> new Observation.Unseen(why);
            case ClusterAnswer.Found(KubernetesObject found)
                    when found.at("/spec/strategy/canary").isMissingNode() ->
                    new Observation.Unseen(
                            new StepOutcome.Refused(
                                    rollout.path().told()
                                            + ": no strategy canary (expected: one with steps)"));
            case ClusterAnswer.Found(KubernetesObject found) -> observed(new ArgoSteps(found));
        };
    }

    @Override
    public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
        return switch (step) {
            case Step.StopCanary _ -> at(seen, steps -> abort(steps, fence));
            case Step.SetWeight(double weight, _) when weight == 0 ->
                    at(seen, steps -> abort(steps, fence));
            case Step.SetWeight(double weight, _) -> at(seen, steps -> go(steps, weight, fence));
            case Step.RestoreVersion(String version) -> at(seen, steps -> restored(steps, version));
            case Step.Restart _ ->
                    new StepOutcome.AlreadyInEffect(NOTHING_TO_DO + "Argo scales the canary down");
            case Step.ApplySettings _ ->
                    new StepOutcome.Refused(
                            "a Rollout takes no settings from Kanıt (expected: another effect)");
            case Step.Promote _ -> at(seen, steps -> promote(steps, fence));
            case Step.SwitchOff _ -> new StepOutcome.Refused(NO_SWITCH);
        };
    }

    @Override
    public StepOutcome fence(Observed seen, Fence fence) {
        return Written.outcome(
                rollout.patch(settled(new FencedPatch(seen.revision(), fence), fence)));
    }

    @Override
    public StepOutcome look(Step.Look step) {
        return switch (step) {
            case Step.CheckCompatibility _ ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO + "the stable version never stopped running");
            case Step.VerifyHealth _ -> now(steps -> stable(steps).verdict());
            case Step.VerifyPromotion _ ->
                    now(
                            steps ->
                                    steps.isWithoutCanary()
                                            ? new StepOutcome.Applied(
                                                    "stable now: " + steps.stableHash())
                                            : new StepOutcome.Unreachable(
                                                    "Argo has not made the canary stable yet"));
            case Step.VerifySwitchedOff _ -> new StepOutcome.Refused(NO_SWITCH);
            case Step.VerifyBaseline _ ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO + "the rollout's signals show it, Argo does not");
        };
    }

    private Observation observed(ArgoSteps steps) {
        Readiness stable = stable(steps);
        if (stable instanceof Readiness.Unknown(StepOutcome why)) {
            return new Observation.Unseen(why);
        }
        List<Observed> givenAndDone =
                List.of(
                        observed(steps, steps.object().generation(), stable),
                        observed(steps, steps.settledGeneration(), stable));
        return new Observation.Seen(
                Observed.together(givenAndDone, new TreeMap<>())
                        .at(steps.object().resourceVersion()));
    }

    private static Observed observed(ArgoSteps steps, long generation, Readiness stable) {
        return new Observed(
                steps.percent(),
                generation,
                "",
                "",
                stable.verdict().isSuccess(),
                // Argo itself waits for the canary's pods before it gives them traffic. One that is
                // gone while an order is under way has become the stable version.
                !steps.isAborted() && (!steps.isWithoutCanary() || steps.isUnderWay()),
                new TreeMap<>(),
                steps.object().resourceVersion());
    }

    /** Argo takes its next step, if that is the wanted weight, and stays there. */
    private StepOutcome go(ArgoSteps steps, double weight, Fence fence) {
        if (steps.percent() == weight) {
            FencedPatch there =
                    steps.isHeld()
                            ? patch(steps.object(), fence)
                            : paused(steps.object(), fence, true);
            return Written.outcome(rollout.patch(settled(there, fence)));
        }
        if (steps.isWithoutCanary()) {
            return new StepOutcome.Unreachable(
                    "the Rollout has no canary (expected: a new template)");
        }
        Optional<String> unfit = steps.unfit(weight);
        if (unfit.isPresent()) {
            return new StepOutcome.Refused(rollout.path().told() + ": " + unfit.get());
        }
        ClusterAnswer cleared =
                steps.waitsAtAPause()
                        ? rollout.patchStatus(
                                patch(steps.object(), fence)
                                        .status("pauseConditions", NullNode.getInstance()))
                        : new ClusterAnswer.Found(steps.object());
        return then(
                cleared,
                now -> fenced(now, steps, fence),
                "Argo is at %s %% on its way to %s %%".formatted(steps.percent(), weight));
    }

    private StepOutcome abort(ArgoSteps steps, Fence fence) {
        if (steps.isWithoutCanary()) {
            return Written.outcome(rollout.patch(settled(patch(steps.object(), fence), fence)));
        }
        ClusterAnswer aborted =
                steps.isAborted() && !steps.isPromoting()
                        ? new ClusterAnswer.Found(steps.object())
                        : rollout.patchStatus(aborting(steps, fence));
        return switch (aborted) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> why;
            case ClusterAnswer.Found(KubernetesObject now) -> {
                double percent = new ArgoSteps(now).percent();
                // Argo scales nothing while somebody, or Kanıt at a stage, has paused the Rollout;
                // only after the abort, so that nothing goes on to the next step meanwhile.
                FencedPatch patch =
                        steps.isPausedByHand() ? paused(now, fence, false) : patch(now, fence);
                StepOutcome left =
                        Written.outcome(rollout.patch(percent > 0 ? patch : settled(patch, fence)));
                yield left.isSuccess() && percent > 0
                        ? new StepOutcome.Unreachable("aborted; Argo is still at " + percent + " %")
                        : left;
            }
        };
    }

    /** A full promotion that was asked for and is not done would keep Argo from aborting. */
    private static FencedPatch aborting(ArgoSteps steps, Fence fence) {
        FencedPatch patch = patch(steps.object(), fence).status("abort", BooleanNode.TRUE);
        return steps.isPromoting() ? patch.status("promoteFull", NullNode.getInstance()) : patch;
    }

    private StepOutcome promote(ArgoSteps steps, Fence fence) {
        if (steps.isAborted()) {
            return new StepOutcome.Refused("the Rollout is aborted (expected: a running one)");
        }
        if (steps.isWithoutCanary()) {
            return Written.outcome(rollout.patch(settled(patch(steps.object(), fence), fence)));
        }
        return then(
                rollout.patchStatus(
                        patch(steps.object(), fence).status("promoteFull", BooleanNode.TRUE)),
                now -> fenced(now, steps, fence),
                "Argo is making the canary stable");
    }

    /** A Rollout whose canary is stable already cannot be aborted; that must not look well. */
    private StepOutcome restored(ArgoSteps steps, String version) {
        String running = steps.templateVersion();
        boolean isOther = steps.isWithoutCanary() && !running.isEmpty() && !running.equals(version);
        return isOther
                ? new StepOutcome.Refused(
                        "%s is the stable version by now (expected: %s); Argo goes back by its own"
                                        .formatted(running, version)
                                + " undo only")
                : new StepOutcome.AlreadyInEffect(NOTHING_TO_DO + version + " has all traffic");
    }

    private StepOutcome fenced(KubernetesObject now, ArgoSteps before, Fence fence) {
        return Written.outcome(
                rollout.patch(
                        before.isPausedByHand() ? paused(now, fence, false) : patch(now, fence)));
    }

    private static StepOutcome then(
            ClusterAnswer first, Function<KubernetesObject, StepOutcome> next, String underWay) {
        return switch (first) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> why;
            case ClusterAnswer.Found(KubernetesObject now) -> {
                StepOutcome outcome = next.apply(now);
                yield outcome.isSuccess() ? new StepOutcome.Unreachable(underWay) : outcome;
            }
        };
    }

    private static FencedPatch patch(KubernetesObject object, Fence fence) {
        return new FencedPatch(object.resourceVersion(), fence);
    }

    private static FencedPatch paused(KubernetesObject object, Fence fence, boolean isPaused) {
        return patch(object, fence).spec("paused", BooleanNode.valueOf(isPaused));
    }

    private static FencedPatch settled(FencedPatch patch, Fence fence) {
        return patch.annotate(SETTLED, Long.toString(fence.generation()));
    }

    private Readiness stable(ArgoSteps steps) {
        return Readiness.ofReplicaSets(cluster, rollout.path(), steps.stableHash());
    }

    private StepOutcome at(Observed seen, Function<ArgoSteps, StepOutcome> change) {
        return switch (rollout.readAt(seen.revision())) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> why;
            case ClusterAnswer.Found(KubernetesObject found) -> change.apply(new ArgoSteps(found));
        };
    }

    private StepOutcome now(Function<ArgoSteps, StepOutcome> look) {
        return switch (rollout.read()) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> why;
            case ClusterAnswer.Found(KubernetesObject found) -> look.apply(new ArgoSteps(found));
        };
    }
}
