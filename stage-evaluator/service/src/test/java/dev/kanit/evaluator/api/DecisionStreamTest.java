package dev.kanit.evaluator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.evaluator.query.RolloutQueries;
import dev.kanit.evaluator.streams.EvaluatorSettings;
import dev.kanit.evaluator.streams.StageEvaluator;
import dev.kanit.evaluator.testing.World;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DecisionStreamTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void liveViewLooksAtOnePartitionFromTheRolloutsStartOn() {
        try (TestCluster cluster = TestCluster.start();
                World world = new World(cluster.bootstrapServers(), cluster.registryUri());
                StageEvaluator evaluator =
                        StageEvaluator.start(
                                EvaluatorSettings.local(
                                        cluster.bootstrapServers(),
                                        cluster.registryUri(),
                                        directory))) {
            String[] rollouts = {"a", "b", "c", "d", "e", "f"};
            world.start(rollouts);
            for (String rollout : rollouts) {
                world.awaitDecision(rollout, DecisionKind.STAGE_BEGAN, 1, LIMIT);
            }
            RolloutQueries queries = new RolloutQueries(evaluator, "");
            int partition = queries.partitionOf("a").orElseThrow();
            List<String> neighbours =
                    List.of(rollouts).stream()
                            .filter(id -> queries.partitionOf(id).orElseThrow() == partition)
                            .toList();
            assertThat(neighbours).hasSizeBetween(1, rollouts.length - 1);
            List<RolloutDecision> expected = world.decisions("a");
            DecisionStream stream =
                    new DecisionStream(
                            Map.of("bootstrap.servers", cluster.bootstrapServers()),
                            cluster.registry());

            assertThat(read(stream, partition, 0, expected.size())).isEqualTo(expected);
            long examined = stream.examined();
            assertThat(examined).isBetween((long) expected.size(), decisions(world, neighbours));

            long newest = expected.getLast().getDecidedAt().toEpochMilli();
            List<RolloutDecision> late = read(stream, partition, newest, 1);
            assertThat(late.getFirst().getSequence()).isGreaterThan(1);
        }
    }

    private static long decisions(World world, List<String> rollouts) {
        return rollouts.stream().mapToLong(id -> world.decisions(id).size()).sum();
    }

    private static List<RolloutDecision> read(
            DecisionStream stream, int partition, long notBefore, int count) {
        List<RolloutDecision> read = new ArrayList<>();
        assertThat(stream.reserve()).isTrue();
        stream.follow(
                new DecisionStream.Place("a", partition, notBefore),
                0,
                one -> {
                    read.add(one);
                    return read.size() < count;
                });
        return read;
    }
}
