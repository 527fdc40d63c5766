package dev.kanit.evaluator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.evaluator.testing.ApiCaller;
import dev.kanit.evaluator.testing.ApiInstance;
import dev.kanit.evaluator.testing.Await;
import dev.kanit.evaluator.testing.World;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks at a gate knows neither which instance owns the rollout nor the API's token. */
final class GatesOnTwoInstancesTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ALL = "/v1/rollouts";

    @TempDir private Path directory;

    @Test
    void everyInstanceAnswersForEveryRolloutToTheGatesSecret() throws Exception {
        Path file = directory.resolve("token");
        try (TestCluster cluster = TestCluster.start();
                World world = new World(cluster.bootstrapServers(), cluster.registryUri());
                ApiInstance first = ApiInstance.start(cluster, directory.resolve("1"), file);
                ApiInstance second = ApiInstance.start(cluster, directory.resolve("2"), file);
                ApiCaller owner = new ApiCaller(first.uri(), ApiToken.in(file).asHeader())) {
            String secret = ApiToken.in(file).gateSecret();
            List<String> rollouts = IntStream.range(0, 8).mapToObj(i -> "r" + i).toList();
            Await.until("both have rollouts", LIMIT, () -> areSpread(owner, rollouts));
            rollouts.forEach(world::measure);

            for (ApiInstance instance : List.of(first, second)) {
                try (ApiCaller gates = new ApiCaller(instance.uri(), "Bearer " + secret)) {
                    for (String rollout : rollouts) {
                        asksThere(instance, secret, gates, rollout);
                    }
                    opensNothingElse(gates, rollouts.getFirst());
                }
            }
            for (String rollout : rollouts) {
                int status =
                        owner.post(
                                        ALL + "/" + rollout + "/commands",
                                        Map.of("kind", "ROLL_BACK", "by", "ayse"))
                                .status();
                assertThat(status).isEqualTo(202);
            }
            for (ApiInstance instance : List.of(first, second)) {
                FakeArgo argo = DocumentedGates.argo(instance.uri(), secret, owner);
                FakeFlagger flagger = DocumentedGates.flagger(instance.uri(), secret, owner);
                for (String rollout : rollouts) {
                    Await.until(
                            rollout + " is rolled back, as both gates say",
                            LIMIT,
                            () ->
                                    argo.measure(rollout, "1", "v2").equals("Failed")
                                            && flagger.asks("rollback", rollout, "v2"));
                }
                // Of whatever instance, and of all of them, the newest of the service.
                assertThat(flagger.asksByName("rollback")).isTrue();
            }
        }
    }

    private static void asksThere(
            ApiInstance instance, String secret, ApiCaller gates, String rollout) {
        FakeArgo argo = DocumentedGates.argo(instance.uri(), secret, gates);
        FakeFlagger flagger = DocumentedGates.flagger(instance.uri(), secret, gates);
        Await.until(
                rollout + " may leave 1 %",
                LIMIT,
                () -> argo.measure(rollout, "1", "v2").equals("Successful"));
        assertThat(argo.measure(rollout, "1", "v3")).isEqualTo("Inconclusive");
        Await.until(
                rollout + " is at 100 %",
                LIMIT,
                () -> flagger.asks("confirm-promotion", rollout, "v2"));
        assertThat(flagger.asks("rollback", rollout, "v2")).isFalse();
    }

    private static void opensNothingElse(ApiCaller gates, String rollout) {
        String path = ALL + "/" + rollout;
        assertThat(gates.get(path).status()).as("only what is forwarded").isEqualTo(401);
        assertThat(gates.send(gates.to(path).header("Kanit-Forwarded", "1")).status())
                .as("reading, as one instance asks another")
                .isIn(200, 404);
        for (String other : List.of("/events", "/commands")) {
            assertThat(gates.send(gates.to(path + other).header("Kanit-Forwarded", "1")).status())
                    .isEqualTo(401);
        }
        assertThat(
                        gates.send(
                                        gates.to(path + "/commands")
                                                .header("Kanit-Forwarded", "1")
                                                .header("Content-Type", "application/json")
                                                .POST(
                                                        BodyPublishers.ofString(
                                                                "{\"kind\":\"ROLL_BACK\"}")))
                                .status())
                .isEqualTo(401);
    }

    private static boolean areSpread(ApiCaller caller, List<String> rollouts) {
        String plan = World.PLAN.replace("service: shop", "service: prod/spark");
        rollouts.forEach(rollout -> caller.start(rollout, plan));
        TreeSet<String> owners = new TreeSet<>();
        caller.get(ALL).json().forEach(one -> owners.add(one.path("owner").asText()));
        return owners.size() == 2 && caller.get(ALL).json().size() == rollouts.size();
    }
}
