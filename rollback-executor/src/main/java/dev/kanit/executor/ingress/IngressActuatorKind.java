package dev.kanit.executor.ingress;

import dev.kanit.executor.actuator.ActuatorKind;
import io.kubernetes.client.openapi.ApiClient;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * {@code actuator: ingress: {namespace: prod, canary: spark-canary, stableDeployment: spark}}.
 *
 * <p>Without {@code stableDeployment} the stable version's readiness is not known and not asked
 * for; name it where a rollback must never shift traffic to nobody.
 */
public final class IngressActuatorKind implements ActuatorKind {

    private final Supplier<ApiClient> client;

    /**
     * @param client asked for at the first order, so that a process without Kubernetes can start
     */
    public IngressActuatorKind(Supplier<ApiClient> client) {
        this.client = client;
    }

    @Override
    public String name() {
        return "ingress";
    }

    @Override
    public Opening open(SortedMap<String, String> settings) {
        try {
            IngressSettings read = IngressSettings.of(settings);
            return new Opening.Opened(new IngressActuator(new IngressApi(client.get(), read)));
        } catch (RuntimeException unusable) {
            // Whatever keeps the client from being made must end the order and not the executor.
            return new Opening.Unusable("actuator ingress: " + unusable.getMessage());
        }
    }
}
