package dev.kanit.executor.kubernetes;

import dev.kanit.executor.plan.StepOutcome;
import java.util.Optional;
import java.util.function.Function;

/**
 * The servers behind the stable version and the canary, and where to ask for them.
 *
 * @param stable how to count those that take the stable version's traffic; empty when the plan
 *     names none, and then nobody asks
 * @param canary likewise
 */
public record Servers(
        Optional<Function<Cluster, Readiness>> stable,
        Optional<Function<Cluster, Readiness>> canary) {

    /**
     * @param stable name of the Deployment, empty for none
     * @param canary likewise
     */
    public static Servers deployments(String namespace, String stable, String canary) {
        return new Servers(deployment(namespace, stable), deployment(namespace, canary));
    }

    /**
     * @param stable name of the Service
     * @param canary likewise
     */
    public static Servers services(String namespace, String stable, String canary) {
        return new Servers(
                Optional.of(cluster -> Readiness.ofService(cluster, namespace, stable)),
                Optional.of(cluster -> Readiness.ofService(cluster, namespace, canary)));
    }

    /** Both, as they are now. */
    public Ready look(Cluster cluster) {
        return new Ready(
                stable.map(ask -> ask.apply(cluster)), canary.map(ask -> ask.apply(cluster)));
    }

    /** The stable version's servers, for a step that verifies them. */
    public StepOutcome stableVerdict(Cluster cluster) {
        return stable.map(ask -> ask.apply(cluster).verdict())
                .orElseGet(
                        () ->
                                new StepOutcome.AlreadyInEffect(
                                        "nothing to do for this actuator: the plan names no"
                                                + " stable servers to look at"));
    }

    private static Optional<Function<Cluster, Readiness>> deployment(
            String namespace, String name) {
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(cluster -> Readiness.ofDeployment(cluster, namespace, name));
    }

    /** What was found. */
    public record Ready(Optional<Readiness> stable, Optional<Readiness> canary) {

        /** Why it is not known whether the stable version can take traffic. */
        public Optional<StepOutcome> unknown() {
            return stable.filter(Readiness.Unknown.class::isInstance)
                    .map(Readiness.Unknown.class::cast)
                    .map(Readiness.Unknown::why);
        }

        public boolean isStableReady() {
            return stable.map(Ready::isReady).orElse(true);
        }

        /** A canary that cannot be looked at is not ready; that stops no rollback. */
        public boolean isCanaryReady() {
            return canary.map(Ready::isReady).orElse(true);
        }

        private static boolean isReady(Readiness readiness) {
            return readiness instanceof Readiness.Counted(int ready, String _) && ready > 0;
        }
    }
}
