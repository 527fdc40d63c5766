package dev.kanit.executor.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.kubernetes.FakeApiServer.Failure;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.StepOutcome;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ClusterObjectTest {

    private static final Fence FENCE = new Fence(9, "spark/90");
    private static final ObjectPath PATH = ObjectPath.deployment("prod", "spark");

    private final FakeApiServer server = new FakeApiServer();

    @BeforeEach
    void create() throws IOException, InterruptedException {
        String object =
                """
                {"metadata": {"name": "spark", "annotations": {"old": "1"}},
                 "spec": {"replicas": 2, "paused": false}}
                """;
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<Void> _ =
                    http.send(
                            HttpRequest.newBuilder(URI.create(server.url() + PATH.collection()))
                                    .POST(HttpRequest.BodyPublishers.ofString(object))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {"FORBIDDEN_403", "MISSING_404", "INVALID_422", "REDIRECT_307"})
    void whatTheServerWillSayAgainIsRefused(Failure failure) {
        server.script("PATCH", failure);

        assertThat(why(patch(object()))).isInstanceOf(StepOutcome.Refused.class);
        assertThat(server.requests()).filteredOn(one -> one.startsWith("PATCH")).hasSize(1);
        assertThat(server.requests()).noneMatch(one -> one.contains("elsewhere"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {
                "CONFLICT_409",
                "BUSY_429",
                "ERROR_500",
                "UNAVAILABLE_503",
                "SILENT",
                "TRUNCATED",
                "NO_JSON",
                "TOO_LARGE"
            })
    void whatMayPassIsTriedAgain(Failure failure) {
        server.script("PATCH", failure);

        assertThat(why(patch(object()))).isInstanceOf(StepOutcome.Unreachable.class);
    }

    @Test
    void onlyAMissingObjectIsMissing() {
        server.script("GET", Failure.MISSING_404);
        server.script("GET", Failure.FORBIDDEN_403);

        assertThat(((ClusterAnswer.Failed) object().read()).isMissing()).isTrue();
        assertThat(((ClusterAnswer.Failed) object().read()).isMissing()).isFalse();
    }

    @Test
    void retryAfterIsKeptBeforeTheServerIsAskedAgain() {
        server.script("PATCH", Failure.BUSY_429);
        ClusterObject object = object();
        StepOutcome _ = why(patch(object));
        int before = server.requests().size();

        StepOutcome second = why(patch(object));

        assertThat(second).isInstanceOf(StepOutcome.Unreachable.class);
        assertThat(second.detail()).contains("asked to be left alone");
        assertThat(server.requests()).hasSize(before);
    }

    @Test
    void staleStateIsAConflict() {
        ClusterObject object = object();
        FencedPatch stale = new FencedPatch("1", FENCE);
        assertThat(patch(object)).isInstanceOf(ClusterAnswer.Found.class);

        assertThat(why(object.patch(stale)).detail()).contains("409").contains("modified");
    }

    @Test
    void nullTakesAMemberAwayAndTheRestStays() {
        ClusterObject object = object();

        ClusterAnswer answer =
                object.patch(
                        new FencedPatch("1", FENCE)
                                .removeAnnotation("old")
                                .spec(
                                        "paused",
                                        com.fasterxml.jackson.databind.node.NullNode
                                                .getInstance()));

        KubernetesObject now = ((ClusterAnswer.Found) answer).object();
        assertThat(now.annotation("old")).isEmpty();
        assertThat(now.at("/spec").has("paused")).isFalse();
        assertThat(now.at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(now.generation()).isEqualTo(9);
    }

    @Test
    void aFenceThatIsNoNumberIsRefused() {
        assertThat(
                        object().patch(
                                        new FencedPatch("1", FENCE)
                                                .annotate(KubernetesObject.GENERATION, "soon")))
                .isInstanceOf(ClusterAnswer.Failed.class);
        assertThat(why(object().read()).detail()).contains("'soon' (expected: a whole number)");
    }

    @Test
    void differenceTurnsOneStateIntoTheOther() throws IOException {
        var json = new com.fasterxml.jackson.databind.ObjectMapper();
        var from = json.readTree("{\"a\":1,\"gone\":{\"b\":2},\"list\":[1,2],\"same\":{\"c\":3}}");
        var to = json.readTree("{\"a\":2,\"list\":[2],\"same\":{\"c\":3,\"d\":4}}");

        assertThat(MergeDifference.between(from, to))
                .isEqualTo(
                        json.readTree("{\"gone\":null,\"a\":2,\"list\":[2],\"same\":{\"d\":4}}"));
    }

    private ClusterAnswer patch(ClusterObject object) {
        return object.patch(new FencedPatch("1", FENCE));
    }

    private ClusterObject object() {
        ApiClient client = new ClientBuilder().setBasePath(server.url()).build();
        return new Cluster(() -> client, Duration.ofMillis(700)).object(PATH);
    }

    private static StepOutcome why(ClusterAnswer answer) {
        return switch (answer) {
            case ClusterAnswer.Failed(StepOutcome why, _) -> why;
            case ClusterAnswer.Found found -> throw new AssertionError(found);
        };
    }
}
