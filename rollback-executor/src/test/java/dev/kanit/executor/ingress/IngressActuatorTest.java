package dev.kanit.executor.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.ActuatorKind.Opening;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.kubernetes.Cluster;
import dev.kanit.executor.kubernetes.KubernetesObject;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true, https = false)
final class IngressActuatorTest {

    private static final Fence FENCE = new Fence(9, "spark/90");

    @SuppressWarnings("NullAway.Init") // Set by the extension.
    KubernetesClient kubernetes;

    @BeforeEach
    void deploy() {
        kubernetes
                .network()
                .v1()
                .ingresses()
                .resource(
                        new IngressBuilder()
                                .withNewMetadata()
                                .withNamespace("prod")
                                .withName("spark-canary")
                                .addToAnnotations("nginx.ingress.kubernetes.io/canary", "true")
                                .addToAnnotations(IngressActuator.WEIGHT, "25")
                                .endMetadata()
                                .build())
                .create();
        stableReplicas(2);
    }

    @Test
    void weightAndFenceAreWrittenTogetherAndTheRestStays() {
        Actuator actuator = actuator(client(kubernetes.getMasterUrl().toString()));

        StepOutcome outcome = actuator.change(new Step.StopCanary(), seen(actuator), FENCE);

        assertThat(outcome).isInstanceOf(StepOutcome.Applied.class);
        assertThat(annotations())
                .containsEntry(IngressActuator.WEIGHT, "0")
                .containsEntry(KubernetesObject.GENERATION, "9")
                .containsEntry(KubernetesObject.ACTION_ID, "spark/90")
                .containsEntry("nginx.ingress.kubernetes.io/canary", "true");
        assertThat(seen(actuator).generation()).isEqualTo(9);
        assertThat(seen(actuator).weightPercent()).isZero();
    }

    @Test
    void aChangeInBetweenIsAConflictAndNothingIsOverwritten() {
        Actuator actuator = actuator(client(kubernetes.getMasterUrl().toString()));
        Observed old = seen(actuator);
        actuator.change(new Step.StopCanary(), old, FENCE);

        StepOutcome outcome =
                actuator.change(new Step.SetWeight(50), old, new Fence(8, "spark/80"));

        assertThat(outcome).isInstanceOf(StepOutcome.Unreachable.class);
        assertThat(outcome.detail()).contains("409");
        assertThat(annotations()).containsEntry(IngressActuator.WEIGHT, "0");
    }

    @Test
    void aStableDeploymentWithoutReadyPodsIsSeenAsNotReady() {
        Actuator actuator = actuator(client(kubernetes.getMasterUrl().toString()));
        assertThat(seen(actuator).stableReady()).isTrue();

        stableReplicas(0);

        assertThat(seen(actuator).stableReady()).isFalse();
        assertThat(actuator.look(new Step.VerifyHealth(false)).detail())
                .isEqualTo("Deployment spark: 0 ready (expected: at least 1)");
    }

    @Test
    void aWeightThatNginxCannotTakeIsRefused() {
        Actuator actuator = actuator(client(kubernetes.getMasterUrl().toString()));

        assertThat(actuator.change(new Step.SetWeight(0.5), seen(actuator), FENCE).detail())
                .isEqualTo("weight: 0.5 % (expected: whole percent, as nginx takes it)");
    }

    @Test
    void aMissingIngressIsRefused() {
        kubernetes.network().v1().ingresses().inNamespace("prod").withName("spark-canary").delete();

        assertThat(why(actuator(client(kubernetes.getMasterUrl().toString()))))
                .isInstanceOf(StepOutcome.Refused.class);
    }

    @Test
    void whatIsForbiddenIsRefusedAndWhatIsTemporaryIsTriedAgain() throws Exception {
        assertThat(whyAt(403)).isInstanceOf(StepOutcome.Refused.class);
        assertThat(whyAt(409)).isInstanceOf(StepOutcome.Unreachable.class);
        assertThat(whyAt(429)).isInstanceOf(StepOutcome.Unreachable.class);
        assertThat(whyAt(500)).isInstanceOf(StepOutcome.Unreachable.class);
    }

    @Test
    void anApiServerThatDoesNotAnswerIsUnreachable() throws Exception {
        HttpServer silent = HttpServer.create(loopback(), 0);
        // Accepts connections and never answers: it is not started.
        try {
            ApiClient client = client("http://127.0.0.1:" + silent.getAddress().getPort());
            client.setReadTimeout(100);

            assertThat(why(actuator(client))).isInstanceOf(StepOutcome.Unreachable.class);
        } finally {
            silent.stop(0);
        }
    }

    @Test
    void aNameThatIsNoKubernetesNameIsUnusable() {
        Opening opening =
                new IngressActuatorKind(new Cluster(ApiClient::new))
                        .open(new TreeMap<>(Map.of("namespace", "a/../b", "canary", "c")));

        assertThat(opening)
                .isEqualTo(
                        new Opening.Unusable(
                                "actuator ingress: namespace: 'a/../b' (expected: a Kubernetes"
                                        + " name)"));
    }

    private static StepOutcome whyAt(int status) throws Exception {
        HttpServer server = HttpServer.create(loopback(), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
        try {
            return why(actuator(client("http://127.0.0.1:" + server.getAddress().getPort())));
        } finally {
            server.stop(0);
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static StepOutcome why(Actuator actuator) {
        return actuator.observe() instanceof Observation.Unseen(StepOutcome why)
                ? why
                : new StepOutcome.Applied("seen");
    }

    private static Observed seen(Actuator actuator) {
        Observation observation = actuator.observe();
        if (observation instanceof Observation.Seen(Observed state)) {
            return state;
        }
        throw new AssertionError(observation);
    }

    private static Actuator actuator(ApiClient client) {
        Opening opening =
                new IngressActuatorKind(new Cluster(() -> client))
                        .open(
                                new TreeMap<>(
                                        Map.of(
                                                "namespace", "prod",
                                                "canary", "spark-canary",
                                                "stableDeployment", "spark")));
        if (opening instanceof Opening.Opened(Actuator actuator)) {
            return actuator;
        }
        throw new AssertionError(opening);
    }

    private static ApiClient client(String url) {
        return new ClientBuilder().setBasePath(url.replaceAll("/$", "")).build();
    }

    private Map<String, String> annotations() {
        return kubernetes
                .network()
                .v1()
                .ingresses()
                .inNamespace("prod")
                .withName("spark-canary")
                .get()
                .getMetadata()
                .getAnnotations();
    }

    private void stableReplicas(int ready) {
        kubernetes
                .apps()
                .deployments()
                .inNamespace("prod")
                .resource(
                        new DeploymentBuilder()
                                .withNewMetadata()
                                .withNamespace("prod")
                                .withName("spark")
                                .endMetadata()
                                .withNewStatus()
                                .withReadyReplicas(ready)
                                .endStatus()
                                .build())
                .createOr(existing -> existing.update());
    }
}
