package dev.kanit.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.embedded.testing.OtherVersion;
import dev.kanit.embedded.testing.RegistryDoor;
import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.evaluator.testing.Await;
import dev.kanit.evaluator.testing.World;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.SignalSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conformance 18. */
final class RegistryAwayTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void evaluatorWaitsForTheRegistryAndSaysSoAndLosesNothing() {
        try (TestCluster cluster = TestCluster.start();
                World world = new World(cluster.bootstrapServers(), cluster.registryUri());
                RegistryDoor door = RegistryDoor.before(cluster.registryUri());
                StageEvaluator evaluator =
                        StageEvaluator.start(
                                EvaluatorSettings.local(
                                        cluster.bootstrapServers(), door.uri(), directory))) {
            world.start("patient").measure("patient");
            awaitTrouble(evaluator, door);
            assertThat(world.decisions("patient")).isEmpty();
            door.open();
            world.awaitDecision("patient", DecisionKind.STAGE_PASSED, 1, LIMIT);

            // What everybody writes is known by now: only another version's records are not.
            door.shut();
            world.awaitDecision("patient", DecisionKind.STAGE_PASSED, 2, LIMIT);
            world.sendSnapshotOf(
                    new OtherVersion(
                            cluster.registry(),
                            SchemaRegistration.subjectOf(SignalSnapshot.class),
                            SignalSnapshot.getClassSchema()),
                    "patient");
            awaitTrouble(evaluator, door);
            door.open();

            world.awaitDecision("patient", DecisionKind.PROMOTED, 1, LIMIT);
            world.requireOneDecisionStream("patient");
            assertThat(world.count("patient", DecisionKind.STAGE_PASSED)).isEqualTo(5);
            assertThat(world.decisions("patient"))
                    .noneMatch(one -> one.getReasons().contains("UNREADABLE_INPUT"));
            Await.until("nothing is said any more", LIMIT, () -> evaluator.trouble().isEmpty());
        }
    }

    private static void awaitTrouble(StageEvaluator evaluator, RegistryDoor door) {
        Await.until(
                "the registry's absence is the reason",
                LIMIT,
                () ->
                        evaluator
                                .trouble()
                                .filter(why -> why.contains(door.uri() + " did not answer"))
                                .isPresent());
    }
}
