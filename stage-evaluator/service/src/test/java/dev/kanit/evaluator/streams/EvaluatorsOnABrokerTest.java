package dev.kanit.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.embedded.EmbeddedKafka;
import dev.kanit.embedded.EmbeddedRegistry;
import dev.kanit.evaluator.testing.Await;
import dev.kanit.evaluator.testing.World;
import dev.kanit.wire.DecisionKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluatorsOnABrokerTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private static Path directory;

    private static EmbeddedKafka kafka;
    private static EmbeddedRegistry registry;
    private static World world;

    private final List<StageEvaluator> running = new ArrayList<>();

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(directory.resolve("kafka"), 1);
        registry = EmbeddedRegistry.start(kafka.bootstrapServers());
        world = new World(kafka.bootstrapServers(), registry.uri());
    }

    @AfterAll
    static void stop() {
        world.close();
        registry.close();
        kafka.close();
    }

    @AfterEach
    void stopEvaluators() {
        running.forEach(StageEvaluator::close);
    }

    /** Conformance 16: one joins in mid-rollout, the other leaves, and both were alive between. */
    @Test
    void twoEvaluatorsAndARebalanceLeaveOneDecisionStream() {
        List<String> rollouts = List.of("pair-1", "pair-2", "pair-3", "pair-4");
        StageEvaluator first = evaluator("first");
        rollouts.forEach(rollout -> world.start(rollout).measure(rollout));
        world.awaitDecision("pair-1", DecisionKind.STAGE_PASSED, 1, LIMIT);
        StageEvaluator second = evaluator("second");
        Await.until("the second has rollouts too", LIMIT, () -> hasTasks(second));
        world.awaitDecision("pair-2", DecisionKind.STAGE_PASSED, 3, LIMIT);
        first.close();
        for (String rollout : rollouts) {
            world.awaitDecision(rollout, DecisionKind.PROMOTED, 1, LIMIT);
        }

        for (String rollout : rollouts) {
            world.requireOneDecisionStream(rollout);
            world.measureNoMore(rollout);
            assertThat(world.count(rollout, DecisionKind.STAGE_PASSED)).isEqualTo(5);
        }
    }

    /** Conformance 18. */
    @Test
    void brokerThatGoesAndComesBackLosesNothingAndNeedsNobody() {
        StageEvaluator evaluator = evaluator("lone");
        world.start("outage-1").measure("outage-1");
        world.awaitDecision("outage-1", DecisionKind.STAGE_PASSED, 1, LIMIT);

        kafka.stopNode(0);
        kafka.startNode(0);

        world.awaitDecision("outage-1", DecisionKind.PROMOTED, 1, LIMIT);
        assertThat(evaluator.isRunning()).isTrue();
        world.requireOneDecisionStream("outage-1");
        assertThat(world.count("outage-1", DecisionKind.STAGE_PASSED)).isEqualTo(5);
        assertThat(world.count("outage-1", DecisionKind.ROLLBACK_ORDERED)).isZero();
    }

    private static boolean hasTasks(StageEvaluator evaluator) {
        return evaluator.streams().state() == KafkaStreams.State.RUNNING
                && evaluator.streams().metadataForLocalThreads().stream()
                        .anyMatch(thread -> !thread.activeTasks().isEmpty());
    }

    private StageEvaluator evaluator(String name) {
        StageEvaluator started =
                StageEvaluator.start(
                        EvaluatorSettings.local(
                                kafka.bootstrapServers(), registry.uri(), directory.resolve(name)));
        running.add(started);
        return started;
    }
}
