package dev.kanit.executor.gateway;

import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.kubernetes.Cluster;
import dev.kanit.executor.kubernetes.KubernetesName;
import dev.kanit.executor.kubernetes.ObjectPath;
import dev.kanit.executor.kubernetes.Servers;
import java.util.SortedMap;

/**
 * {@code actuator: gateway: {namespace: prod, route: spark, stableService: spark, canaryService:
 * spark-canary}}: the weights of an HTTPRoute, v1 of the Gateway API.
 */
public final class GatewayActuatorKind implements ActuatorKind {

    private final Cluster cluster;

    public GatewayActuatorKind(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public void prepare() {
        cluster.prepare();
    }

    @Override
    public Opening open(SortedMap<String, String> settings) {
        try {
            String namespace = KubernetesName.in(settings, "namespace");
            String stable = KubernetesName.in(settings, "stableService");
            String canary = KubernetesName.in(settings, "canaryService");
            if (stable.equals(canary)) {
                return new Opening.Unusable(
                        "actuator gateway: stableService and canaryService are both " + stable);
            }
            return new Opening.Opened(
                    new GatewayActuator(
                            cluster,
                            cluster.object(
                                    ObjectPath.httpRoute(
                                            namespace, KubernetesName.in(settings, "route"))),
                            Servers.services(namespace, stable, canary),
                            new RouteWeights(stable, canary)));
        } catch (RuntimeException unusable) {
            // Whatever keeps the client from being made must end the order and not the executor.
            return new Opening.Unusable("actuator gateway: " + unusable.getMessage());
        }
    }
}
