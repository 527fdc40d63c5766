package dev.kanit.executor.deployment;

import dev.kanit.executor.kubernetes.ClusterAnswer;
import dev.kanit.executor.kubernetes.KubernetesObject;
import dev.kanit.executor.kubernetes.Written;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.StepOutcome;
import java.util.Map;
import java.util.Optional;

/** What runs in which place: templates are changed, recorded and taken back. */
final class Versions {

    private final OneDeployment stable;
    private final Optional<OneDeployment> canary;
    private final String container;

    Versions(OneDeployment stable, Optional<OneDeployment> canary, String container) {
        this.stable = stable;
        this.canary = canary;
        this.container = container;
    }

    /** The stable place as recorded, pods waited for; then the canary's place likewise. */
    StepOutcome restore(String version, Both both, Fence fence) {
        PodTemplate target =
                Recording.of(both.stable(), fence).orElse(PodTemplate.of(both.stable()));
        boolean isRecorded = Recording.of(both.stable(), fence).isPresent();
        StepOutcome back =
                isRecorded
                        ? changed(stable, both.stable(), target, fence)
                        : Written.outcome(stable.fence(both.stable(), fence));
        String runs = target.version(container);
        if (back.isSuccess() && !runs.isEmpty() && !runs.equals(version)) {
            // Ready pods of another version would look like a rollback that is done.
            return new StepOutcome.Refused(
                    "%s is in the stable place, and nothing else was recorded (expected: %s)"
                            .formatted(runs, version));
        }
        if (!back.isSuccess() || both.canary().isEmpty() || canary.isEmpty()) {
            return back;
        }
        KubernetesObject beside = both.canary().get();
        PodTemplate before = Recording.of(beside, fence).orElse(PodTemplate.of(beside));
        ClusterAnswer answer =
                canary.get()
                        .change(
                                beside,
                                before.withImage(container, target.image(container)),
                                fence);
        // Nobody waits for these pods: they have no traffic.
        return Written.outcome(answer);
    }

    /** The canary's image in the stable place, pods waited for. */
    StepOutcome promote(Both both, KubernetesObject beside, Fence fence) {
        String image = PodTemplate.of(beside).image(container);
        return changed(
                stable,
                both.stable(),
                PodTemplate.of(both.stable()).withImage(container, image),
                fence);
    }

    /** Values in the environment of the canary's pods, or of the only ones; pods waited for. */
    StepOutcome set(Map<String, String> values, Both both, Fence fence) {
        boolean hasCanary = canary.isPresent() && both.canary().isPresent();
        OneDeployment which = hasCanary ? canary.get() : stable;
        KubernetesObject found = hasCanary ? both.canary().get() : both.stable();
        PodTemplate wanted = PodTemplate.of(found).withEnvironment(container, values);
        StepOutcome done = changed(which, found, wanted, fence);
        return done.isSuccess() && hasCanary
                ? first(Written.outcome(stable.fence(both.stable(), fence)), done)
                : done;
    }

    StepOutcome restart(Both both, Fence fence) {
        if (canary.isEmpty()
                || both.canary().isEmpty()
                || Rollout.replicas(both.canary().get()) == 0) {
            return new StepOutcome.AlreadyInEffect("no canary pods to restart");
        }
        KubernetesObject beside = both.canary().get();
        return Written.outcome(
                canary.get()
                        .change(
                                beside,
                                PodTemplate.of(beside).restartedBy(fence.actionId()),
                                fence));
    }

    private static StepOutcome changed(
            OneDeployment which, KubernetesObject found, PodTemplate wanted, Fence fence) {
        return switch (which.change(found, wanted, fence)) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> why;
            case ClusterAnswer.Found(KubernetesObject now) ->
                    Rollout.of(which.name(), now).outcome("");
        };
    }

    private static StepOutcome first(StepOutcome check, StepOutcome otherwise) {
        return check.isSuccess() ? otherwise : check;
    }
}
