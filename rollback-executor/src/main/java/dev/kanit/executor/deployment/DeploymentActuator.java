package dev.kanit.executor.deployment;

import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.kubernetes.KubernetesObject;
import dev.kanit.executor.kubernetes.Written;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The Deployments of one service. A change that has to wait for pods says so as an attempt that is
 * tried again; what it has written by then is found and left as it is.
 */
final class DeploymentActuator implements Actuator {

    private static final String NO_SWITCH =
            "a Deployment has no kill switch (expected: actuator flag beside it)";
    private static final String NOTHING_TO_DO = "nothing to do for this actuator: ";

    private final DeploymentSettings settings;
    private final OneDeployment stable;
    private final Optional<OneDeployment> canary;
    private final Versions versions;

    DeploymentActuator(
            DeploymentSettings settings, OneDeployment stable, Optional<OneDeployment> canary) {
        this.settings = settings;
        this.stable = stable;
        this.canary = canary;
        this.versions = new Versions(stable, canary, settings.container());
    }

    @Override
    public Set<Say> says() {
        return settings.scale() instanceof Scale.Share
                ? Set.of(Say.TRAFFIC, Say.SERVERS, Say.SETTINGS, Say.PROMOTION)
                : Set.of(Say.SERVERS, Say.SETTINGS, Say.PROMOTION);
    }

    @Override
    public Observation observe() {
        return switch (Both.now(stable, canary)) {
            case Both.Reading.Unread(StepOutcome why) -> new Observation.Unseen(why);
            case Both.Reading.Read(Both both) -> {
                try {
                    yield new Observation.Seen(both.observed(settings));
                } catch (IllegalArgumentException unfit) {
                    yield new Observation.Unseen(
                            new StepOutcome.Refused(String.valueOf(unfit.getMessage())));
                }
            }
        };
    }

    @Override
    public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
        return switch (step) {
            case Step.StopCanary _ -> at(seen, both -> weigh(0, both, fence));
            case Step.SetWeight(double weight, _) -> at(seen, both -> weigh(weight, both, fence));
            case Step.RestoreVersion(String version) ->
                    at(seen, both -> versions.restore(version, both, fence));
            case Step.Restart _ -> at(seen, both -> versions.restart(both, fence));
            case Step.ApplySettings(var values) ->
                    at(seen, both -> versions.set(values, both, fence));
            case Step.Promote _ -> at(seen, both -> promote(both, fence));
            case Step.SwitchOff _ -> new StepOutcome.Refused(NO_SWITCH);
        };
    }

    @Override
    public StepOutcome fence(Observed seen, Fence fence) {
        return at(seen, both -> weigh(new Scale.None(), 0, both, fence));
    }

    @Override
    public StepOutcome retireCanary(Observed seen, Fence fence) {
        return at(
                seen,
                both ->
                        both.canary()
                                .flatMap(
                                        beside ->
                                                canary.map(
                                                        there ->
                                                                new Pods(stable, there)
                                                                        .retire(
                                                                                both, beside,
                                                                                fence)))
                                .orElseGet(() -> weigh(new Scale.None(), 0, both, fence)));
    }

    @Override
    public StepOutcome look(Step.Look step) {
        return switch (step) {
            case Step.CheckCompatibility _ ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO + "the stable version never stopped running");
            case Step.VerifyHealth _ -> verify(false);
            case Step.VerifyPromotion _ -> verify(true);
            case Step.VerifySwitchedOff _ -> new StepOutcome.Refused(NO_SWITCH);
            case Step.VerifyBaseline _ ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO + "the rollout's signals show it, a Deployment does not");
        };
    }

    private StepOutcome verify(boolean whole) {
        return switch (Both.now(stable, canary)) {
            case Both.Reading.Unread(StepOutcome why) -> why;
            case Both.Reading.Read(Both both) when whole -> {
                String running = PodTemplate.of(both.stable()).image(settings.container());
                yield Rollout.of(stable.name(), both.stable()).outcome("").isSuccess()
                        ? new StepOutcome.Applied(
                                "Deployment " + stable.name() + " runs " + running)
                        : Rollout.of(stable.name(), both.stable()).outcome("");
            }
            case Both.Reading.Read(Both both) -> {
                int ready = Rollout.ready(both.stable());
                String told = "Deployment %s: %d ready".formatted(stable.name(), ready);
                boolean isAsked = Rollout.replicas(both.stable()) > 0;
                yield ready > 0
                        ? new StepOutcome.Applied(told)
                        : isAsked
                                ? new StepOutcome.Unreachable(told + " (expected: at least 1)")
                                : new StepOutcome.AlreadyInEffect(
                                        told + ", as its share of the traffic asks");
            }
        };
    }

    private StepOutcome promote(Both both, Fence fence) {
        if (both.canary().isEmpty() || canary.isEmpty()) {
            return new StepOutcome.AlreadyInEffect("no canary Deployment to promote from");
        }
        KubernetesObject beside = both.canary().get();
        StepOutcome promoted = versions.promote(both, beside, fence);
        boolean isAlone = says().contains(Say.TRAFFIC);
        if (!promoted.isSuccess() || !isAlone) {
            return promoted;
        }
        // The pods are the weight: what was promoted takes over all of it.
        return observe() instanceof Observation.Seen(Observed now)
                ? at(now, later -> weigh(0, later, fence))
                : new StepOutcome.Unreachable("promoted; the canary's pods are still there");
    }

    private StepOutcome weigh(double percent, Both both, Fence fence) {
        return weigh(settings.scale(), percent, both, fence);
    }

    private StepOutcome weigh(Scale scale, double percent, Both both, Fence fence) {
        if (both.canary().isPresent() && canary.isPresent()) {
            return new Pods(stable, canary.get())
                    .weigh(scale, percent, both, both.canary().get(), fence);
        }
        if (percent > 0 && !settings.canary().isEmpty()) {
            return new StepOutcome.Refused("Deployment " + settings.canary() + ": missing");
        }
        return Written.outcome(stable.fence(both.stable(), fence));
    }

    private StepOutcome at(Observed seen, Function<Both, StepOutcome> change) {
        return switch (Both.at(stable, canary, seen)) {
            case Both.Reading.Unread(StepOutcome why) -> why;
            case Both.Reading.Read(Both both) -> {
                try {
                    yield change.apply(both);
                } catch (IllegalArgumentException unfit) {
                    yield new StepOutcome.Refused(String.valueOf(unfit.getMessage()));
                }
            }
        };
    }
}
