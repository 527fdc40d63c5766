package dev.kanit.executor.contract;

import java.util.SortedMap;

/** The pods are the weight: three of four stable. */
final class DeploymentContractTest extends ActuatorContract {

    @Override
    String kind() {
        return "deployment";
    }

    @Override
    SortedMap<String, String> settings() {
        return map(
                "namespace", sandbox.namespace(),
                "stable", "spark",
                "canary", "spark-canary",
                "container", "app",
                "scale", "share",
                "replicas", "4");
    }

    @Override
    void deploy() {
        Objects objects = new Objects(sandbox);
        objects.deployment("spark", 3, Objects.STABLE_IMAGE);
        objects.deployment("spark-canary", 1, Objects.CANARY_IMAGE);
    }

    @Override
    double weight() {
        double canary = replicas("spark-canary");
        return canary * 100 / (canary + replicas("spark"));
    }

    @Override
    String weighed() {
        return sandbox.path("apps/v1", "deployments", "spark-canary");
    }

    /** Asked for and not there: an image that nobody has. */
    @Override
    void takeStableAway() {
        String path = sandbox.path("apps/v1", "deployments", "spark");
        if (sandbox.get(path).at("/metadata/labels/played").asBoolean(false)) {
            sandbox.patch(
                    path + "/status", "{\"status\":{\"readyReplicas\":0,\"availableReplicas\":0}}");
            return;
        }
        sandbox.patch(
                path,
                """
                {"spec": {"strategy": {"type": "Recreate", "rollingUpdate": null},
                 "template": {"spec": {"containers": [{"name": "app", "image": "none.invalid/x:3.9"}]}}}}
                """);
    }

    @Override
    void settle() {
        sandbox.playDeployment("spark");
        sandbox.playDeployment("spark-canary");
    }

    private int replicas(String name) {
        return sandbox.get(sandbox.path("apps/v1", "deployments", name))
                .at("/spec/replicas")
                .asInt();
    }
}
