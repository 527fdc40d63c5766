package dev.kanit.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.sampletarget.SampleTarget;
import dev.kanit.sampletarget.SampleTargetOptions;
import dev.kanit.sampletarget.Scenario;
import dev.kanit.standalone.testing.DecisionsOnTopic;
import dev.kanit.standalone.testing.Pusher;
import dev.kanit.standalone.testing.UpProcess;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kanit up} is killed with SIGKILL while a stage bakes, and started again. */
final class KilledPlatformTest {

    private static final String ROLLOUT = "survivor";
    private static final int STAGES = 3;

    private static final String PLAN =
            """
            plan: survivor
            hypothesis: v2 is no worse than v1
            service: shop
            from: v1
            to: v2
            actuator: {http: {url: "SWITCH"}}
            source: {push: {every: 200ms}}
            signals:
              latency: {unit: ms, query: 'latency{track="$track"}', pass: "<= 200ms"}
            stages:
              - {weight: 5%, bake: 1500ms}
              - {weight: 50%, bake: 3s}
              - {weight: 100%, bake: 1500ms}
            watch: 1s
            decide:
              missing: {holdAfter: 5s, rollbackAfter: 60m}
              providerDown: {holdAfter: 5s, rollbackAfter: 60m}
            """;

    @TempDir private Path directory;

    @Test
    void rolloutGoesOnToItsEndInOneDecisionStreamWhenThePlatformIsKilled() throws Exception {
        Path data = directory.resolve("data");
        try (SampleTarget sample =
                SampleTarget.start(new SampleTargetOptions(Scenario.HEALTHY, 1, 50, "v1", "v2"))) {
            List<RolloutDecision> before;
            try (UpProcess up = UpProcess.start(data)) {
                up.api().start(ROLLOUT, PLAN.replace("SWITCH", sample.routerUri().toString()));
                try (Pusher _ = new Pusher(up.api(), ROLLOUT);
                        DecisionsOnTopic topic = new DecisionsOnTopic(up, ROLLOUT)) {
                    before = topic.awaitKind(DecisionKind.STAGE_BEGAN, 2);
                    up.kill();
                }
            }

            try (UpProcess up = UpProcess.start(data);
                    Pusher _ = new Pusher(up.api(), ROLLOUT);
                    DecisionsOnTopic topic = new DecisionsOnTopic(up, ROLLOUT)) {
                List<RolloutDecision> after = topic.awaitKind(DecisionKind.COMPLETED, 1);

                assertThat(after.subList(0, before.size())).isEqualTo(before);
                topic.requireOneStream();
                assertThat(after)
                        .extracting(RolloutDecision::getKind)
                        .containsOnlyOnce(DecisionKind.STARTED, DecisionKind.PROMOTED)
                        .doesNotContain(DecisionKind.ROLLBACK_ORDERED);
                assertThat(after)
                        .filteredOn(one -> one.getKind() == DecisionKind.STAGE_ENTERED)
                        .hasSize(STAGES);
                assertThat(sample.weightPercent()).isEqualTo(100);
                Path archived = data.resolve("evidence/rollouts/" + ROLLOUT + "/decisions.ndjson");
                up.await(
                        "every decision is archived",
                        () -> Files.exists(archived) && lines(archived) == after.size());
            }
        }
    }

    private static long lines(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
