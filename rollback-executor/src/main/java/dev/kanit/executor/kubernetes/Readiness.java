package dev.kanit.executor.kubernetes;

import dev.kanit.executor.plan.StepOutcome;

/** Whether somebody is there to take traffic. */
public sealed interface Readiness {

    /**
     * @param ready pods or endpoints, &gt;= 0
     * @param told for people
     */
    record Counted(int ready, String told) implements Readiness {}

    /** It could not be found out. */
    record Unknown(StepOutcome why) implements Readiness {}

    /** Ready pods of a Deployment. */
    static Readiness ofDeployment(Cluster cluster, String namespace, String name) {
        return switch (cluster.object(ObjectPath.deployment(namespace, name)).read()) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> new Unknown(why);
            case ClusterAnswer.Found(KubernetesObject deployment) ->
                    counted("Deployment " + name, deployment.at("/status/readyReplicas").asInt(0));
        };
    }

    /** Ready endpoints of a Service, from its EndpointSlices. */
    static Readiness ofService(Cluster cluster, String namespace, String name) {
        ObjectPath slices =
                new ObjectPath("discovery.k8s.io/v1", namespace, "endpointslices", name);
        return switch (cluster.labelled(slices, "kubernetes.io/service-name=" + name)) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> new Unknown(why);
            case ClusterAnswer.Found(KubernetesObject list) -> {
                int ready = 0;
                for (var slice : list.json().path("items")) {
                    for (var endpoint : slice.path("endpoints")) {
                        // Kubernetes: a condition that is not told means ready.
                        if (endpoint.at("/conditions/ready").asBoolean(true)) {
                            ready += Math.max(1, endpoint.path("addresses").size());
                        }
                    }
                }
                yield counted("Service " + name, ready);
            }
        };
    }

    /** Ready pods of the owner's ReplicaSets with this pod-template hash (Argo Rollouts). */
    static Readiness ofReplicaSets(Cluster cluster, ObjectPath owner, String hash) {
        String who = "ReplicaSet " + hash + " of " + owner.name();
        if (hash.isEmpty()) {
            return counted(who, 0);
        }
        ObjectPath sets = new ObjectPath("apps/v1", owner.namespace(), "replicasets", owner.name());
        return switch (cluster.labelled(sets, "rollouts-pod-template-hash=" + hash)) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> new Unknown(why);
            case ClusterAnswer.Found(KubernetesObject list) -> {
                int ready = 0;
                for (var set : list.json().path("items")) {
                    for (var owned : set.at("/metadata/ownerReferences")) {
                        if (owned.path("name").asText("").equals(owner.name())) {
                            ready += set.at("/status/readyReplicas").asInt(0);
                        }
                    }
                }
                yield counted(who, ready);
            }
        };
    }

    /** The verdict on the servers behind {@code this}, for a step that looks at them. */
    default StepOutcome verdict() {
        return switch (this) {
            case Unknown(StepOutcome why) -> why;
            case Counted(int ready, String told) when ready > 0 -> new StepOutcome.Applied(told);
            case Counted(int _, String told) ->
                    new StepOutcome.Unreachable(told + " (expected: at least 1)");
        };
    }

    private static Readiness counted(String who, int ready) {
        return new Counted(ready, who + ": " + ready + " ready");
    }
}
