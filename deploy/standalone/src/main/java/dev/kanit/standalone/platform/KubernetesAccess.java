package dev.kanit.standalone.platform;

import dev.kanit.executor.ingress.IngressActuatorKind;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.Config;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The cluster that the usual configuration names (KUBECONFIG, the home directory, the pod's). */
public final class KubernetesAccess {

    private KubernetesAccess() {}

    /** Steers ingresses; the configuration is read only when a plan asks for one. */
    public static IngressActuatorKind ingress() {
        return new IngressActuatorKind(KubernetesAccess::client);
    }

    private static ApiClient client() {
        try {
            return Config.defaultClient();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("no usable Kubernetes configuration", unreadable);
        }
    }
}
