package dev.kanit.executor.flagger;

import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.kubernetes.Cluster;
import dev.kanit.executor.kubernetes.KubernetesName;
import dev.kanit.executor.kubernetes.ObjectPath;
import java.util.SortedMap;

/** {@code actuator: flagger: {namespace: prod, canary: spark}}. */
public final class FlaggerActuatorKind implements ActuatorKind {

    private final Cluster cluster;

    public FlaggerActuatorKind(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "flagger";
    }

    @Override
    public void prepare() {
        cluster.prepare();
    }

    @Override
    public Opening open(SortedMap<String, String> settings) {
        try {
            return new Opening.Opened(
                    new FlaggerActuator(
                            cluster,
                            cluster.object(
                                    ObjectPath.flaggerCanary(
                                            KubernetesName.in(settings, "namespace"),
                                            KubernetesName.in(settings, "canary")))));
        } catch (RuntimeException unusable) {
            // Whatever keeps the client from being made must end the order and not the executor.
            return new Opening.Unusable("actuator flagger: " + unusable.getMessage());
        }
    }
}
