package dev.kanit.executor.contract;

import java.util.SortedMap;

final class IngressContractTest extends ActuatorContract {

    private static final String PREFIX = "nginx.ingress.kubernetes.io/";

    @Override
    String kind() {
        return "ingress";
    }

    @Override
    SortedMap<String, String> settings() {
        return map(
                "namespace", sandbox.namespace(),
                "canary", "spark-canary",
                "stableDeployment", "spark",
                "canaryDeployment", "spark-canary");
    }

    @Override
    void deploy() {
        Objects objects = new Objects(sandbox);
        objects.deployment("spark", 2, Objects.STABLE_IMAGE);
        objects.deployment("spark-canary", 1, Objects.CANARY_IMAGE);
        objects.ingress(
                "spark-canary",
                "{\"%scanary\": \"true\", \"%scanary-weight\": \"25\"}".formatted(PREFIX, PREFIX));
    }

    @Override
    double weight() {
        return Double.parseDouble(annotation(PREFIX + "canary-weight"));
    }

    @Override
    String weighed() {
        return sandbox.path("networking.k8s.io/v1", "ingresses", "spark-canary");
    }

    @Override
    void takeStableAway() {
        new Objects(sandbox).scale("spark", 0);
    }

    @Override
    void settle() {
        sandbox.playDeployment("spark");
        sandbox.playDeployment("spark-canary");
    }
}
