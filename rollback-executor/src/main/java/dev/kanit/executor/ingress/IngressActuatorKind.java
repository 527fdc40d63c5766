package dev.kanit.executor.ingress;

import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.kubernetes.Cluster;
import dev.kanit.executor.kubernetes.ObjectPath;
import dev.kanit.executor.kubernetes.Servers;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code actuator: ingress: {namespace: prod, canary: spark-canary, stableDeployment: spark}}.
 *
 * <p>Without {@code stableDeployment} the stable version's readiness is not known and not asked
 * for; name it where a rollback must never shift traffic to nobody.
 */
public final class IngressActuatorKind implements ActuatorKind {

    private static final int REHEARSALS = 200;
    private static final String IMAGINED =
            "{\"metadata\":{\"name\":\"c\",\"resourceVersion\":\"1\",\"annotations\":{\""
                    + IngressActuator.WEIGHT
                    + "\":\"25\"}},\"status\":{\"readyReplicas\":1}}";

    private final Cluster cluster;

    public IngressActuatorKind(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "ingress";
    }

    /** Rolls an imaginary canary back, as often as a crowd of orders would. */
    @Override
    public void prepare() {
        cluster.prepare();
        ActuatorKind imaginary = new IngressActuatorKind(Cluster.imaginary(IMAGINED));
        SortedMap<String, String> settings =
                new TreeMap<>(
                        Map.of("namespace", "n", "canary", "c", "stableDeployment", "stable"));
        for (int number = 0; number < REHEARSALS; number++) {
            if (imaginary.open(settings) instanceof Opening.Opened(Actuator actuator)
                    && actuator.observe() instanceof Observation.Seen(Observed seen)) {
                StepOutcome _ =
                        actuator.change(new Step.StopCanary(), seen, new Fence(number, "none"));
                StepOutcome _ = actuator.look(new Step.VerifyHealth(false));
            }
        }
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
                                    read.canaryDeployment()),
                            read.isRemoved()));
        } catch (RuntimeException unusable) {
            // Whatever keeps the client from being made must end the order and not the executor.
            return new Opening.Unusable("actuator ingress: " + unusable.getMessage());
        }
    }
}
