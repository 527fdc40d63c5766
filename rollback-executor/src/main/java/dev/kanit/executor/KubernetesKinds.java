package dev.kanit.executor;

import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.argo.ArgoActuatorKind;
import dev.kanit.executor.deployment.DeploymentActuatorKind;
import dev.kanit.executor.flagger.FlaggerActuatorKind;
import dev.kanit.executor.gateway.GatewayActuatorKind;
import dev.kanit.executor.ingress.IngressActuatorKind;
import dev.kanit.executor.kubernetes.Cluster;
import java.util.List;

/** Every kind of actuator that acts in a Kubernetes cluster. */
public final class KubernetesKinds {

    private KubernetesKinds() {}

    /** All of them, on one cluster. */
    public static List<ActuatorKind> in(Cluster cluster) {
        return List.of(
                new IngressActuatorKind(cluster),
                new GatewayActuatorKind(cluster),
                new DeploymentActuatorKind(cluster),
                new ArgoActuatorKind(cluster),
                new FlaggerActuatorKind(cluster));
    }
}
