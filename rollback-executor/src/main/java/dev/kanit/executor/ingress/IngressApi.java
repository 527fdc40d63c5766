package dev.kanit.executor.ingress;

import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.AppsV1Api;
import io.kubernetes.client.openapi.apis.NetworkingV1Api;
import io.kubernetes.client.openapi.models.V1DeploymentStatus;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.util.PatchUtils;

/** The three requests that an ingress needs. */
final class IngressApi {

    private final ApiClient client;
    private final IngressSettings settings;

    IngressApi(ApiClient client, IngressSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    IngressSettings settings() {
        return settings;
    }

    V1Ingress read() throws ApiException {
        return new NetworkingV1Api(client)
                .readNamespacedIngress(settings.canary(), settings.namespace())
                .execute();
    }

    /** A merge patch; it names the resource version, so a change in between is a conflict. */
    void patch(String body) throws ApiException {
        NetworkingV1Api api = new NetworkingV1Api(client);
        V1Ingress _ =
                PatchUtils.patch(
                        V1Ingress.class,
                        () ->
                                api.patchNamespacedIngress(
                                                settings.canary(),
                                                settings.namespace(),
                                                new V1Patch(body))
                                        .buildCall(null),
                        V1Patch.PATCH_FORMAT_JSON_MERGE_PATCH,
                        client);
    }

    /** Ready replicas of a Deployment, &gt;= 0. */
    int readyReplicas(String deployment) throws ApiException {
        V1DeploymentStatus status =
                new AppsV1Api(client)
                        .readNamespacedDeployment(deployment, settings.namespace())
                        .execute()
                        .getStatus();
        Integer ready = status == null ? null : status.getReadyReplicas();
        return ready == null ? 0 : ready;
    }
}
