package dev.kanit.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.evaluator.testing.World;
import dev.kanit.wire.DecisionKind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three rollouts are measured all the time, one was measured for a moment only; in mid-rollout the
 * evaluator's process is killed, and another takes its place.
 */
final class KilledEvaluatorTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> WATCHED = List.of("shop-1", "shop-2", "shop-3");
    private static final String BLIND = "blind-1";

    @TempDir private static Path directory;

    private static TestCluster cluster;
    private static World world;
    private static Process second;

    @BeforeAll
    static void killInMidRollout() throws IOException {
        cluster = TestCluster.start();
        world = new World(cluster.bootstrapServers(), cluster.registryUri());
        Process first = launch();
        world.start("shop-1", "shop-2", "shop-3").measure("shop-1", "shop-2", "shop-3");
        world.awaitDecision("shop-1", DecisionKind.STAGE_PASSED, 1, LIMIT);
        world.start(BLIND).measure(BLIND);
        world.awaitDecision(BLIND, DecisionKind.STAGE_BEGAN, 1, LIMIT);
        world.measureNoMore(BLIND);
        world.awaitDecision("shop-1", DecisionKind.STAGE_PASSED, 2, LIMIT);

        first.toHandle().destroyForcibly();
        first.onExit().join();
        second = launch();

        for (String rollout : WATCHED) {
            world.awaitDecision(rollout, DecisionKind.PROMOTED, 1, LIMIT);
        }
    }

    @AfterAll
    static void stop() {
        second.destroyForcibly().onExit().join();
        world.close();
        cluster.close();
    }

    /** Conformance 16, and the evaluator's part of 15. */
    @Test
    void evaluatorThatIsKilledLeavesOneDecisionStream() {
        for (String rollout : WATCHED) {
            world.requireOneDecisionStream(rollout);
            assertThat(world.count(rollout, DecisionKind.STAGE_PASSED)).isEqualTo(5);
            assertThat(world.count(rollout, DecisionKind.STAGE_ENTERED)).isEqualTo(5);
            assertThat(world.count(rollout, DecisionKind.ROLLBACK_ORDERED)).isZero();
        }
    }

    /** Conformance 4: its bake time passed while nobody looked. */
    @Test
    void rolloutThatNobodyMeasuredDoesNotAdvance() {
        world.awaitDecision(BLIND, DecisionKind.HELD, 1, LIMIT);
        assertThat(world.count(BLIND, DecisionKind.STAGE_PASSED)).isZero();
        assertThat(world.decisions(BLIND).getLast().getReasons())
                .containsExactly("COLLECTOR_SILENT");
        world.requireOneDecisionStream(BLIND);
    }

    private static Process launch() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        java,
                        "-Xmx256m",
                        "-cp",
                        classes,
                        EvaluatorMain.class.getName(),
                        cluster.bootstrapServers(),
                        cluster.registryUri().toString(),
                        directory.resolve("state").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                .start();
    }

    private static File log() {
        return new File("target/killed-evaluator.log");
    }
}
