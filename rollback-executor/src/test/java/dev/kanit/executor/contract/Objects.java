package dev.kanit.executor.contract;

/** Objects of a namespace, as people would write them. */
final class Objects {

    /** Small, and runs anywhere; two versions of it are the stable one and the canary. */
    static final String STABLE_IMAGE = "registry.k8s.io/pause:3.9";

    static final String CANARY_IMAGE = "registry.k8s.io/pause:3.10";

    private final Sandbox sandbox;

    Objects(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    String collection(String api, String plural) {
        return "/apis/%s/namespaces/%s/%s".formatted(api, sandbox.namespace(), plural);
    }

    /** A Deployment; marked to be played when the cluster has no controller for it. */
    void deployment(String name, int replicas, String image) {
        sandbox.create(
                collection("apps/v1", "deployments"),
                """
                {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "%s"},
                 "spec": {"replicas": %d, "selector": {"matchLabels": {"app": "%s"}},
                  "template": {"metadata": {"labels": {"app": "%s"}},
                   "spec": {"terminationGracePeriodSeconds": 0, "containers": [{"name": "app",
                    "image": "%s", "env": [{"name": "KEPT", "value": "as it was"}]}]}}}}
                """
                        .formatted(name, replicas, name, name, image));
        if (!sandbox.hasController(name)) {
            sandbox.patch(
                    sandbox.path("apps/v1", "deployments", name),
                    "{\"metadata\":{\"labels\":{\"played\":\"true\"}}}");
        }
        sandbox.playDeployment(name);
    }

    void scale(String deployment, int replicas) {
        sandbox.patch(
                sandbox.path("apps/v1", "deployments", deployment),
                "{\"spec\":{\"replicas\":%d}}".formatted(replicas));
        sandbox.playDeployment(deployment);
    }

    /** Endpoints of a Service, as the controller of EndpointSlices would write them. */
    void endpoints(String service, boolean ready) {
        sandbox.create(
                collection("discovery.k8s.io/v1", "endpointslices"),
                """
                {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
                 "metadata": {"name": "%s", "labels": {"kubernetes.io/service-name": "%s"}},
                 "addressType": "IPv4", "ports": [{"port": 8080}],
                 "endpoints": [{"addresses": ["192.0.2.1"], "conditions": {"ready": %s}}]}
                """
                        .formatted(service, service, ready));
    }

    void endpointsReady(String service, boolean ready) {
        sandbox.patch(
                sandbox.path("discovery.k8s.io/v1", "endpointslices", service),
                "{\"endpoints\":[{\"addresses\":[\"192.0.2.1\"],\"conditions\":{\"ready\":%s}}]}"
                        .formatted(ready));
    }

    void ingress(String name, String annotations) {
        sandbox.create(
                collection("networking.k8s.io/v1", "ingresses"),
                """
                {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress",
                 "metadata": {"name": "%s", "annotations": %s},
                 "spec": {"rules": [{"host": "spark.example", "http": {"paths": [{"path": "/",
                  "pathType": "Prefix", "backend": {"service": {"name": "%s",
                   "port": {"number": 80}}}}]}}]}}
                """
                        .formatted(name, annotations, name));
    }

    void route(String rules) {
        sandbox.create(
                collection("gateway.networking.k8s.io/v1", "httproutes"),
                """
                {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
                 "metadata": {"name": "spark"},
                 "spec": {"parentRefs": [{"name": "public"}], "rules": %s}}
                """
                        .formatted(rules));
    }
}
