package dev.kanit.executor.deployment;

import dev.kanit.executor.kubernetes.ClusterAnswer;
import dev.kanit.executor.kubernetes.KubernetesObject;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.StepOutcome;

/** Brings the numbers of pods to a weight. Waiting is an outcome that is tried again. */
final class Pods {

    private final OneDeployment stable;
    private final OneDeployment canary;

    Pods(OneDeployment stable, OneDeployment canary) {
        this.stable = stable;
        this.canary = canary;
    }

    StepOutcome weigh(
            Scale scale, double percent, Both both, KubernetesObject beside, Fence fence) {
        return switch (scale) {
            case Scale.None _ ->
                    both(stable.fence(both.stable(), fence), canary.fence(beside, fence), "");
            case Scale.Follow follow -> follow(follow, percent, both, beside, fence);
            case Scale.Share share when !share.isExact(percent) ->
                    new StepOutcome.Refused(
                            "weight: %s %% (expected: whole pods of %d)"
                                    .formatted(percent, share.replicas()));
            case Scale.Share share -> share(share, percent, both, beside, fence);
        };
    }

    /** Pods that only the canary needed go. */
    StepOutcome retire(Both both, KubernetesObject beside, Fence fence) {
        ClusterAnswer answer = canary.scale(beside, 0, fence);
        return both(answer, stable.fence(both.stable(), fence), canary.name() + " → 0 pods");
    }

    private StepOutcome follow(
            Scale.Follow scale, double percent, Both both, KubernetesObject beside, Fence fence) {
        int wanted = scale.canary(percent);
        StepOutcome scaled = enough(canary, canary.scale(beside, wanted, fence), wanted);
        if (!scaled.isSuccess()) {
            return scaled;
        }
        return both(
                stable.fence(both.stable(), fence),
                new ClusterAnswer.Found(beside),
                canary.name() + " → " + wanted + " pods");
    }

    private StepOutcome share(
            Scale.Share scale, double percent, Both both, KubernetesObject beside, Fence fence) {
        int wanted = scale.canary(percent);
        int rest = scale.replicas() - wanted;
        boolean rises = wanted > Rollout.replicas(beside);
        StepOutcome first =
                rises
                        ? enough(canary, canary.scale(beside, wanted, fence), wanted)
                        // A faulty canary goes as soon as anybody stable is there.
                        : enough(
                                stable,
                                stable.scale(both.stable(), rest, fence),
                                wanted == 0 ? 1 : rest);
        if (!first.isSuccess()) {
            return first;
        }
        ClusterAnswer second =
                rises
                        ? stable.scale(both.stable(), rest, fence)
                        : canary.scale(beside, wanted, fence);
        return both(
                second,
                second,
                "%s → %d pods, %s → %d pods".formatted(canary.name(), wanted, stable.name(), rest));
    }

    /** Whether at least {@code wanted} pods are ready; if not, how far the Deployment is. */
    private static StepOutcome enough(OneDeployment which, ClusterAnswer scaled, int wanted) {
        return switch (scaled) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> why;
            case ClusterAnswer.Found(KubernetesObject found) when Rollout.ready(found) >= wanted ->
                    new StepOutcome.Applied("");
            case ClusterAnswer.Found(KubernetesObject found) ->
                    switch (Rollout.of(which.name(), found)) {
                        case Rollout.Stuck(String why) -> new StepOutcome.Refused(why);
                        case Rollout.Underway(String why) -> new StepOutcome.Unreachable(why);
                        case Rollout.Complete _ ->
                                new StepOutcome.Unreachable(
                                        "Deployment %s: %d of %d pods ready"
                                                .formatted(
                                                        which.name(),
                                                        Rollout.ready(found),
                                                        wanted));
                    };
        };
    }

    private static StepOutcome both(ClusterAnswer one, ClusterAnswer other, String words) {
        if (one instanceof ClusterAnswer.Failed(StepOutcome why, _)) {
            return why;
        }
        return other instanceof ClusterAnswer.Failed(StepOutcome why, _)
                ? why
                : new StepOutcome.Applied(words);
    }
}
