package dev.kanit.evaluator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.evaluator.testing.ApiCaller;
import dev.kanit.evaluator.testing.ApiInstance;
import dev.kanit.evaluator.testing.Await;
import dev.kanit.evaluator.testing.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The objects of docs/gates.md, carried out against the real API on a real broker. */
final class GatesTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private static Path directory;

    private static TestCluster cluster;
    private static World world;
    private static ApiInstance instance;
    private static ApiCaller caller;
    private static ApiToken token;
    private static FakeArgo argo;
    private static FakeFlagger flagger;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cluster = TestCluster.start();
        world = new World(cluster.bootstrapServers(), cluster.registryUri());
        Path file = directory.resolve("token");
        instance = ApiInstance.start(cluster, directory.resolve("state"), file);
        token = ApiToken.in(file);
        caller = new ApiCaller(instance.uri(), token.asHeader());
        assertThat(instance.evaluator().awaitRunning(LIMIT)).isTrue();
        argo = argo(token.gateSecret());
        flagger = flagger(token.gateSecret());
    }

    @AfterAll
    static void stop() {
        caller.close();
        instance.close();
        world.close();
        cluster.close();
    }

    @Test
    void argoLeavesAWeightWhenTheStageHasBakedAndNotBefore() {
        assertThat(argo.measure("argo-well", "1", "v2")).isEqualTo("Inconclusive");
        caller.start("argo-well", World.PLAN);
        world.measure("argo-well");

        awaitPhase("argo-well", "baking");
        assertThat(argo.measure("argo-well", "100", "v2")).isEqualTo("Inconclusive");
        Await.until("1 %", LIMIT, () -> argo.measure("argo-well", "1", "v2").equals("Successful"));
        assertThat(caller.get("/v1/rollouts/argo-well").json().path("stageNumber").asInt())
                .isGreaterThan(1);
        Await.until(
                "100 %", LIMIT, () -> argo.measure("argo-well", "100", "v2").equals("Successful"));
        assertThat(caller.get("/v1/rollouts/argo-well").json().path("phase").asText())
                .isEqualTo("watching");
        assertThat(argo.measure("argo-well", "100", "v3")).isEqualTo("Inconclusive");
    }

    @Test
    void argoFailsWhenKanitRollsBack() {
        caller.start("argo-ill", World.PLAN);
        world.measure("argo-ill");
        awaitPhase("argo-ill", "baking");

        rollBack("argo-ill");

        Await.until("rollback", LIMIT, () -> argo.measure("argo-ill", "1", "v2").equals("Failed"));
    }

    @Test
    void flaggerBeginsPromotesAndRollsBackAsKanitSays() {
        assertThat(flagger.asks("confirm-rollout", "flagger", "v2")).isFalse();
        caller.start("flagger", World.PLAN);
        world.measure("flagger");

        Await.until("begin", LIMIT, () -> flagger.asks("confirm-rollout", "flagger", "v2"));
        assertThat(flagger.asks("confirm-promotion", "flagger", "v2")).isFalse();
        assertThat(flagger.asks("rollback", "flagger", "v2")).isFalse();
        Await.until("promote", LIMIT, () -> flagger.asks("confirm-promotion", "flagger", "v2"));
        assertThat(flagger.asks("confirm-promotion", "flagger", "v3")).isFalse();
        assertThat(flagger.asks("confirm-rollout", "flagger", "v2")).isFalse();

        rollBack("flagger");

        Await.until("rollback", LIMIT, () -> flagger.asks("rollback", "flagger", "v2"));
        assertThat(flagger.asks("confirm-promotion", "flagger", "v2")).isFalse();
    }

    @Test
    void withoutMetadataTheCanaryIsFoundByTheService() {
        assertThat(flagger.asksByName("confirm-rollout")).isFalse();
        assertThat(flagger.asksByName("rollback")).isFalse();

        caller.start("by-name", World.PLAN.replace("service: shop", "service: prod/spark"));
        world.measure("by-name");

        Await.until("begin", LIMIT, () -> flagger.asksByName("confirm-rollout"));
        rollBack("by-name");
        Await.until("rollback", LIMIT, () -> flagger.asksByName("rollback"));
    }

    @Test
    void theGatesSecretOpensTheGatesAndNothingElse() throws IOException {
        String bearer = "Bearer " + token.gateSecret();
        try (ApiCaller gates = new ApiCaller(instance.uri(), bearer)) {
            assertThat(gates.get("/v1/gates/argo/nothing").status()).isEqualTo(200);
            assertThat(gates.get("/v1/rollouts").status()).isEqualTo(401);
            assertThat(gates.start("not-mine", World.PLAN).status()).isEqualTo(401);
            for (String detour : new String[] {"..", "%2e%2e", "..%2f..%2fv1"}) {
                // No path is taken apart after the secret was looked at.
                assertThat(gates.get("/v1/gates/" + detour + "/rollouts").status())
                        .isIn(400, 401, 404);
            }
        }
        assertThat(argo("wrong").measure("argo-well", "1", "v2")).isEqualTo("Error");
        assertThat(flagger("wrong").asks("confirm-rollout", "argo-well", "v2")).isFalse();
        assertThat(flagger("wrong").asks("rollback", "argo-ill", "v2")).isFalse();
        assertThat(caller.send(caller.anonymously("/v1/gates/argo/nothing")).status())
                .isEqualTo(401);
    }

    @Test
    void whatIsNotUnderstoodIsNoAnswer() {
        assertThat(caller.get("/v1/gates/argo/r?weight=all").status()).isEqualTo(400);
        assertThat(caller.get("/v1/gates/argo/r?weight=101").status()).isEqualTo(400);
        String hook = "/v1/gates/flagger/rollback";
        assertThat(caller.post(hook, "{").status()).isEqualTo(400);
        assertThat(caller.post(hook, "{\"metadata\":[]}").status()).isEqualTo(400);
        assertThat(caller.post(hook, "{\"name\":\"x\"}").status()).isEqualTo(400);
        String large = "{\"name\":\"" + "x".repeat(64 << 10) + "\"}";
        assertThat(caller.post(hook, large).status()).isEqualTo(413);
        assertThat(caller.postInChunks(hook, large).status()).isEqualTo(413);
        JsonNode held = caller.get("/v1/gates/argo/not%20a%20name").json();
        assertThat(held.path("verdict").asText()).isEqualTo("hold");
        assertThat(held.path("phase").asText()).isEqualTo("unknown");
    }

    private static void rollBack(String rollout) {
        int status =
                caller.post(
                                "/v1/rollouts/" + rollout + "/commands",
                                Map.of("kind", "ROLL_BACK", "by", "ayse", "reason", "test"))
                        .status();
        assertThat(status).isEqualTo(202);
    }

    private static void awaitPhase(String rollout, String phase) {
        Await.until(
                rollout + " is " + phase,
                LIMIT,
                () ->
                        caller.get("/v1/rollouts/" + rollout)
                                .text()
                                .contains("\"phase\":\"" + phase + "\""));
    }

    private static FakeArgo argo(String secret) {
        return DocumentedGates.argo(instance.uri(), secret, caller);
    }

    private static FakeFlagger flagger(String secret) {
        return DocumentedGates.flagger(instance.uri(), secret, caller);
    }
}
