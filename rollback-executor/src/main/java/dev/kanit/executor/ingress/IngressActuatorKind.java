package dev.kanit.executor.ingress;

import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.kubernetes.Cluster;
import dev.kanit.executor.kubernetes.ObjectPath;
import dev.kanit.executor.kubernetes.Servers;
import java.util.SortedMap;

/**
 * {@code actuator: ingress: {namespace: prod, canary: spark-canary, stableDeployment: spark}}.
 *
 * <p>Without {@code stableDeployment} the stable version's readiness is not known and not asked
 * for; name it where a rollback must never shift traffic to nobody.
 */
public final class IngressActuatorKind implements ActuatorKind {

    private final Cluster cluster;

    public IngressActuatorKind(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "ingress";
    }

    @Override
    public Opening open(SortedMap<String, String> settings) {
        try {
            IngressSettings read = IngressSettings.of(settings);
            return new Opening.Opened(
                    new IngressActuator(
                            cluster,
                            cluster.object(ObjectPath.ingress(read.namespace(), read.canary())),
                            Servers.deployments(
                                    read.namespace(),
                                    read.stableDeployment(),
                                    read.canaryDeployment())));
        } catch (RuntimeException unusable) {
            // Whatever keeps the client from being made must end the order and not the executor.
            return new Opening.Unusable("actuator ingress: " + unusable.getMessage());
        }
    }
}
