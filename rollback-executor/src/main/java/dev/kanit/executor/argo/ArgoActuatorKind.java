package dev.kanit.executor.argo;

import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.kubernetes.Cluster;
import dev.kanit.executor.kubernetes.KubernetesName;
import dev.kanit.executor.kubernetes.ObjectPath;
import java.util.SortedMap;

/** {@code actuator: argo-rollouts: {namespace: prod, rollout: spark}}. */
public final class ArgoActuatorKind implements ActuatorKind {

    private final Cluster cluster;

    public ArgoActuatorKind(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "argo-rollouts";
    }

    @Override
    public void prepare() {
        cluster.prepare();
    }

    @Override
    public Opening open(SortedMap<String, String> settings) {
        try {
            return new Opening.Opened(
                    new ArgoActuator(
                            cluster,
                            cluster.object(
                                    ObjectPath.argoRollout(
                                            KubernetesName.in(settings, "namespace"),
                                            KubernetesName.in(settings, "rollout")))));
        } catch (RuntimeException unusable) {
            // Whatever keeps the client from being made must end the order and not the executor.
            return new Opening.Unusable("actuator argo-rollouts: " + unusable.getMessage());
        }
    }
}
