package dev.kanit.standalone.platform;

import dev.kanit.executor.KubernetesKinds;
import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.kubernetes.Cluster;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/** The cluster that the usual configuration names (KUBECONFIG, the home directory, the pod's). */
public final class KubernetesAccess {

    private KubernetesAccess() {}

    /** Kinds that act in it; the configuration is read only when a plan asks for one. */
    public static List<ActuatorKind> kinds() {
        return KubernetesKinds.in(new Cluster(KubernetesAccess::client));
    }

    /** Kinds that act at this address, without credentials. */
    public static List<ActuatorKind> kindsAt(URI server) {
        return KubernetesKinds.in(
                Cluster.known(() -> new ClientBuilder().setBasePath(server.toString()).build()));
    }

    private static ApiClient client() {
        try {
            return Config.defaultClient();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("no usable Kubernetes configuration", unreadable);
        }
    }
}
