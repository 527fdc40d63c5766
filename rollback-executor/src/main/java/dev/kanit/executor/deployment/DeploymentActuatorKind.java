package dev.kanit.executor.deployment;

import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.kubernetes.Cluster;
import dev.kanit.executor.kubernetes.ObjectPath;
import java.util.Optional;
import java.util.SortedMap;

/**
 * {@code actuator: deployment: {namespace: prod, stable: spark, canary: spark-canary, container:
 * app, scale: share, replicas: 10}}. Without {@code scale: share} it steers no traffic, and stands
 * beside an actuator that does.
 */
public final class DeploymentActuatorKind implements ActuatorKind {

    private final Cluster cluster;

    public DeploymentActuatorKind(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "deployment";
    }

    @Override
    public void prepare() {
        cluster.prepare();
    }

    @Override
    public Opening open(SortedMap<String, String> settings) {
        try {
            DeploymentSettings read = DeploymentSettings.of(settings);
            return new Opening.Opened(
                    new DeploymentActuator(
                            read,
                            deployment(read, read.stable()),
                            Optional.of(read.canary())
                                    .filter(name -> !name.isEmpty())
                                    .map(name -> deployment(read, name))));
        } catch (RuntimeException unusable) {
            // Whatever keeps the client from being made must end the order and not the executor.
            return new Opening.Unusable("actuator deployment: " + unusable.getMessage());
        }
    }

    private OneDeployment deployment(DeploymentSettings settings, String name) {
        return new OneDeployment(cluster.object(ObjectPath.deployment(settings.namespace(), name)));
    }
}
