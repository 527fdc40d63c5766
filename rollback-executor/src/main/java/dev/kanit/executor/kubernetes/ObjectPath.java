package dev.kanit.executor.kubernetes;

/**
 * Where an object lives.
 *
 * @param api group and version, for example {@code apps/v1}
 * @param namespace of the object
 * @param plural of its kind, for example {@code deployments}
 * @param name of the object
 */
public record ObjectPath(String api, String namespace, String plural, String name) {

    public ObjectPath {
        namespace = KubernetesName.require("namespace", namespace);
        name = KubernetesName.require("name", name);
    }

    public static ObjectPath ingress(String namespace, String name) {
        return new ObjectPath("networking.k8s.io/v1", namespace, "ingresses", name);
    }

    public static ObjectPath deployment(String namespace, String name) {
        return new ObjectPath("apps/v1", namespace, "deployments", name);
    }

    public static ObjectPath httpRoute(String namespace, String name) {
        return new ObjectPath("gateway.networking.k8s.io/v1", namespace, "httproutes", name);
    }

    /** A {@code Rollout} of Argo Rollouts. */
    public static ObjectPath argoRollout(String namespace, String name) {
        return new ObjectPath("argoproj.io/v1alpha1", namespace, "rollouts", name);
    }

    /** A {@code Canary} of Flagger. */
    public static ObjectPath flaggerCanary(String namespace, String name) {
        return new ObjectPath("flagger.app/v1beta1", namespace, "canaries", name);
    }

    /** Path of the object at the API server. */
    String path() {
        return collection() + "/" + name;
    }

    String collection() {
        return "/apis/" + api + "/namespaces/" + namespace + "/" + plural;
    }

    /** For people: {@code deployments.apps/v1 prod/spark}. */
    public String told() {
        return plural + "." + api + " " + namespace + "/" + name;
    }
}
