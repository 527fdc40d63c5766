package dev.kanit.evaluator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.evaluator.query.RolloutQueries;
import dev.kanit.evaluator.query.RolloutQueries.Owner;
import dev.kanit.evaluator.streams.EvaluatorSettings;
import dev.kanit.evaluator.streams.StageEvaluator;
import dev.kanit.evaluator.testing.ApiCaller;
import dev.kanit.evaluator.testing.ApiCaller.Answer;
import dev.kanit.evaluator.testing.ApiInstance;
import dev.kanit.evaluator.testing.Await;
import dev.kanit.evaluator.testing.World;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The instance that owns a rollout is a member of the group and does not answer over HTTP. */
final class OwnerAwayTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ALL = "/v1/rollouts/";

    @TempDir private Path directory;

    @Test
    void ownerThatDoesNotAnswerIsAProblemWithItsAddress() throws Exception {
        Path token = directory.resolve("token");
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        try (TestCluster cluster = TestCluster.start();
                World _ = new World(cluster.bootstrapServers(), cluster.registryUri());
                ApiInstance asked = ApiInstance.start(cluster, directory.resolve("asked"), token);
                StageEvaluator owner = owner(cluster, "127.0.0.1:" + silent.getLocalPort());
                ApiCaller caller = new ApiCaller(asked.uri(), ApiToken.in(token).asHeader())) {
            RolloutQueries queries = new RolloutQueries(asked.evaluator(), asked.address());
            Await.until(
                    "both have rollouts",
                    LIMIT,
                    () ->
                            asked.evaluator().isRunning()
                                    && owner.isRunning()
                                    && !theirs(queries).isEmpty());
            String rollout = theirs(queries);
            String address = "127.0.0.1:" + silent.getLocalPort();

            requireProblem(caller.get(ALL + rollout), 504, address);
            requireProblem(caller.get(ALL + rollout + "/events"), 504, address);
            requireProblem(
                    caller.post(
                            ALL + rollout + "/commands", Map.of("kind", "RESUME", "by", "ayse")),
                    504,
                    address);

            silent.close();
            requireProblem(caller.get(ALL + rollout), 502, address);
            requireProblem(caller.get(ALL + rollout + "/events"), 502, address);
            // A person can always stop and roll back: the log takes it for whoever is next.
            for (String kind : List.of("HOLD", "ROLL_BACK")) {
                Answer answer =
                        caller.post(
                                ALL + rollout + "/commands", Map.of("kind", kind, "by", "ayse"));
                assertThat(answer.status()).as(answer.text()).isEqualTo(202);
            }

            asked.evaluator().close();
            requireProblem(caller.get(ALL + rollout), 503, "ask again");
            requireProblem(caller.get(ALL + rollout + "/events"), 503, "ask again");
        }
    }

    private static void requireProblem(Answer answer, int status, String detail) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("detail").asText()).contains(detail);
    }

    /** A rollout of the other instance; empty while there is none. */
    private static String theirs(RolloutQueries queries) {
        return IntStream.range(0, 16)
                .mapToObj(number -> "r" + number)
                .filter(id -> queries.ownerOf(id) instanceof Owner.There)
                .findFirst()
                .orElse("");
    }

    private StageEvaluator owner(TestCluster cluster, String address) {
        return StageEvaluator.start(
                EvaluatorSettings.local(
                                cluster.bootstrapServers(),
                                cluster.registryUri(),
                                directory.resolve("owner"))
                        .withApplicationServer(address));
    }
}
