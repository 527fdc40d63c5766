package dev.kanit.executor.deployment;

import dev.kanit.executor.kubernetes.ClusterAnswer;
import dev.kanit.executor.kubernetes.KubernetesObject;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.StepOutcome;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Both Deployments as they were read.
 *
 * @param stable the stable version's
 * @param canary the canary's; empty when the plan names none, or when it is gone
 */
record Both(KubernetesObject stable, Optional<KubernetesObject> canary) {

    /** What came of reading them. */
    sealed interface Reading {

        record Read(Both both) implements Reading {}

        record Unread(StepOutcome why) implements Reading {}
    }

    /** Reads them as they are. A canary that is gone must not stand in a rollback's way. */
    static Reading now(OneDeployment stable, Optional<OneDeployment> canary) {
        return of(stable.read(), canary.map(OneDeployment::read));
    }

    /** Reads them again, and only as they were {@code seen}. */
    static Reading at(OneDeployment stable, Optional<OneDeployment> canary, Observed seen) {
        List<Observed> parts = seen.parts();
        return of(
                stable.readAt(parts.get(0).revision()),
                canary.filter(_ -> parts.size() > 1)
                        .map(there -> there.readAt(parts.get(1).revision())));
    }

    private static Reading of(ClusterAnswer stable, Optional<ClusterAnswer> canary) {
        if (canary.isPresent()
                && canary.get() instanceof ClusterAnswer.Failed(StepOutcome why, boolean isMissing)
                && !isMissing) {
            return new Reading.Unread(why);
        }
        return switch (stable) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> new Reading.Unread(why);
            case ClusterAnswer.Found(KubernetesObject found) ->
                    new Reading.Read(
                            new Both(
                                    found,
                                    canary.filter(ClusterAnswer.Found.class::isInstance)
                                            .map(ClusterAnswer.Found.class::cast)
                                            .map(ClusterAnswer.Found::object)));
        };
    }

    /**
     * The state as the plan of an action sees it: as fenced as the less fenced of the two.
     *
     * @throws IllegalArgumentException when the container is not found
     */
    Observed observed(DeploymentSettings settings) {
        boolean scales = !(settings.scale() instanceof Scale.None);
        boolean shares = settings.scale() instanceof Scale.Share;
        Observed own =
                one(
                        stable,
                        Double.NaN,
                        PodTemplate.of(stable).version(settings.container()),
                        "",
                        // Without a pod it is scaled up, and waited for, before the canary goes.
                        Rollout.ready(stable) > 0 || (shares && Rollout.replicas(stable) == 0),
                        true);
        SortedMap<String, String> environment = environment(settings);
        if (canary.isEmpty()) {
            boolean isMeant = !settings.canary().isEmpty();
            Observed whole = Observed.together(List.of(own), environment);
            return isMeant ? withoutCanary(own, environment) : whole;
        }
        KubernetesObject other = canary.get();
        Observed beside =
                one(
                        other,
                        shares ? share() : Double.NaN,
                        "",
                        PodTemplate.of(other).version(settings.container()),
                        true,
                        Rollout.ready(other) > 0 || (scales && Rollout.replicas(other) == 0));
        return Observed.together(List.of(own, beside), environment);
    }

    private static Observed withoutCanary(Observed own, SortedMap<String, String> environment) {
        Observed unready =
                new Observed(
                        own.weightPercent(),
                        own.generation(),
                        own.stableVersion(),
                        "",
                        own.stableReady(),
                        false,
                        own.settings(),
                        own.revision());
        return Observed.together(List.of(unready), environment);
    }

    /** Values that pods really have: while they are being replaced, nothing is set yet. */
    private SortedMap<String, String> environment(DeploymentSettings settings) {
        KubernetesObject target = canary.orElse(stable);
        return Rollout.of("", target) instanceof Rollout.Complete
                ? PodTemplate.of(target).environment(settings.container())
                : new TreeMap<>();
    }

    private double share() {
        int other = canary.map(Rollout::replicas).orElse(0);
        int all = Rollout.replicas(stable) + other;
        return all == 0 ? 0 : other * 100.0 / all;
    }

    private static Observed one(
            KubernetesObject found,
            double weight,
            String stableVersion,
            String canaryVersion,
            boolean stableReady,
            boolean canaryReady) {
        return new Observed(
                weight,
                found.generation(),
                stableVersion,
                canaryVersion,
                stableReady,
                canaryReady,
                new TreeMap<>(),
                found.resourceVersion());
    }
}
