package dev.kanit.evaluator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.evaluator.query.RolloutQueries;
import dev.kanit.evaluator.query.RolloutQueries.Owner;
import dev.kanit.evaluator.testing.ApiCaller;
import dev.kanit.evaluator.testing.ApiInstance;
import dev.kanit.evaluator.testing.Await;
import dev.kanit.evaluator.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whichever instance is asked, the answer is the owner's. */
final class TwoInstancesTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ALL = "/v1/rollouts";

    @TempDir private Path directory;

    @Test
    void eachAnswersForTheOthersRollouts() throws Exception {
        Path token = directory.resolve("token");
        try (TestCluster cluster = TestCluster.start();
                World _ = new World(cluster.bootstrapServers(), cluster.registryUri());
                ApiInstance first = ApiInstance.start(cluster, directory.resolve("first"), token);
                ApiInstance second =
                        ApiInstance.start(cluster, directory.resolve("second"), token);
                ApiCaller one = new ApiCaller(first.uri(), ApiToken.in(token).asHeader());
                ApiCaller two = new ApiCaller(second.uri(), ApiToken.in(token).asHeader())) {
            Await.until("both decide", LIMIT, () -> bothKnowEachOther(first, second));
            List<String> rollouts = IntStream.range(0, 8).mapToObj(i -> "r" + i).toList();
            Await.until(
                    "the first one to start is taken",
                    LIMIT,
                    () -> one.start("r0", World.PLAN).status() != 503);
            rollouts.forEach(rollout -> one.start(rollout, World.PLAN));
            rollouts.forEach(
                    rollout ->
                            Await.until(
                                    rollout + " is there",
                                    LIMIT,
                                    () -> two.get(ALL + "/" + rollout).status() == 200));

            for (String rollout : rollouts) {
                JsonNode seenByOne = one.get(ALL + "/" + rollout).json();
                JsonNode seenByTwo = two.get(ALL + "/" + rollout).json();
                assertThat(seenByOne.path("owner")).isEqualTo(seenByTwo.path("owner"));
                assertThat(seenByOne.path("planDigest")).isEqualTo(seenByTwo.path("planDigest"));
            }
            assertThat(owners(one)).containsExactlyInAnyOrder(first.address(), second.address());
            assertThat(owners(two)).containsExactlyInAnyOrder(first.address(), second.address());
            assertThat(ids(one)).containsExactlyElementsOf(rollouts);
            assertThat(ids(two)).containsExactlyElementsOf(rollouts);

            for (String rollout : rollouts) {
                assertThat(two.start(rollout, World.PLAN).status()).isEqualTo(409);
                assertThat(
                                one.post(
                                                ALL + "/" + rollout + "/commands",
                                                Map.of("kind", "TAKE_COMMAND", "by", "deniz"))
                                        .status())
                        .isEqualTo(202);
                Await.until(
                        rollout + " has its commander",
                        LIMIT,
                        () ->
                                two.get(ALL + "/" + rollout)
                                        .json()
                                        .path("commander")
                                        .asText()
                                        .equals("deniz"));
            }
            for (String rollout : rollouts) {
                one.post(
                        ALL + "/" + rollout + "/commands",
                        Map.of("kind", "ROLL_BACK", "by", "deniz"));
                Await.until(
                        rollout + " is rolled back",
                        LIMIT,
                        () ->
                                two.get(ALL + "/" + rollout)
                                        .json()
                                        .path("phase")
                                        .asText()
                                        .equals("rolled-back"));
                requireEnd(one, rollout);
                requireEnd(two, rollout);
            }
            for (ApiCaller caller : List.of(one, two)) {
                for (String path : List.of(ALL + "/nobody", ALL + "/nobody/events")) {
                    assertThat(caller.get(path).status()).isEqualTo(404);
                    assertThat(caller.get(path).contentType())
                            .startsWith("application/problem+json");
                }
            }
        }
    }

    /** A view of what is over ends, on every instance, and one from behind the end is empty. */
    private static void requireEnd(ApiCaller caller, String rollout) {
        String path = ALL + "/" + rollout;
        assertThat(caller.get(path + "/events").text()).contains("event: ROLLED_BACK");
        assertThat(
                        caller.send(
                                        caller.to(path + "/events")
                                                .header(
                                                        "Last-Event-ID",
                                                        caller.get(path)
                                                                .json()
                                                                .path("sequence")
                                                                .asText())
                                                .GET())
                                .status())
                .isEqualTo(204);
    }

    private static boolean bothKnowEachOther(ApiInstance first, ApiInstance second) {
        return first.evaluator().isRunning()
                && second.evaluator().isRunning()
                && sees(first, second)
                && sees(second, first);
    }

    private static boolean sees(ApiInstance one, ApiInstance other) {
        RolloutQueries queries = new RolloutQueries(one.evaluator(), one.address());
        return queries.others().contains(other.address())
                && IntStream.range(0, 8)
                        .mapToObj(i -> queries.ownerOf("r" + i))
                        .anyMatch(Owner.There.class::isInstance);
    }

    private static Set<String> owners(ApiCaller caller) {
        Set<String> owners = new TreeSet<>();
        caller.get(ALL).json().forEach(one -> owners.add(one.path("owner").asText()));
        return owners;
    }

    private static List<String> ids(ApiCaller caller) {
        List<String> ids = new ArrayList<>();
        caller.get(ALL).json().forEach(one -> ids.add(one.path("rolloutId").asText()));
        return ids.stream().sorted().toList();
    }
}
