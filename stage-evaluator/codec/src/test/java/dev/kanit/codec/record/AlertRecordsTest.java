package dev.kanit.codec.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kanit.decision.rollout.Plans;
import dev.kanit.decision.rollout.RolloutDecider;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rollout.RolloutInput.SnapshotArrived;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rollout.Scene;
import dev.kanit.wire.RolloutAlert;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conformance 27: recovery is never silent. */
final class AlertRecordsTest {

    @Test
    void holdThatAnswersARecommendationEndsIt() {
        Scene scene = recommended().command(CommandKind.HOLD, "ayse");

        assertThat(alertsOfTheNewest(scene))
                .extracting(RolloutAlert::getDedupKey, RolloutAlert::getResolved)
                .containsExactly(tuple("shop-1/hold", false), tuple("shop-1/recommendation", true));
    }

    @Test
    void rollbackEndsHoldRecommendationAndTriggerAlerts() {
        Scene scene = Scene.start(Plans.small()).reading("score", 5).run(Duration.ofSeconds(50));
        scene.mitigated(false).reading("errors", 0.015).snapshot();

        scene.command(CommandKind.ROLL_BACK, "ayse");

        List<RolloutAlert> alerts = alertsOfTheNewest(scene);
        assertThat(alerts.getFirst().getDedupKey()).isEqualTo("shop-1/rollback");
        assertThat(alerts.getFirst().getResolved()).isFalse();
        assertThat(alerts.subList(1, alerts.size()))
                .allMatch(RolloutAlert::getResolved)
                .extracting(RolloutAlert::getDedupKey)
                .containsExactly(
                        "shop-1/hold", "shop-1/recommendation", "shop-1/trigger/score-low");
        assertThat(alerts).extracting(RolloutAlert::getAlertId).doesNotHaveDuplicates();
        assertThat(alerts.get(1).getMessage()).startsWith("Over: hold; ROLLBACK to ");
    }

    @Test
    void triggersAlertEndsWithItsConditions() {
        Scene scene = Scene.start(Plans.small()).reading("score", 5).run(Duration.ofSeconds(50));
        scene.mitigated(true);
        RolloutState before = scene.state();
        scene.reading("score", 20);
        long next = scene.now() + Plans.INTERVAL.toMillis();
        RolloutState after =
                RolloutDecider.transition(before, new SnapshotArrived(next, scene.built(next)))
                        .next();

        assertThat(AlertRecords.ofNoDecision(before, after, next))
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.getDedupKey()).isEqualTo("shop-1/trigger/score-low");
                            assertThat(alert.getResolved()).isTrue();
                        });
    }

    private static Scene recommended() {
        return Scene.start(Plans.small()).reading("errors", 0.015).run(Duration.ofSeconds(50));
    }

    private static List<RolloutAlert> alertsOfTheNewest(Scene scene) {
        Scene.Told told = scene.told().getLast();
        Provenance provenance = new Provenance(List.of(), ByteBuffer.allocate(0), "1", "core", "");
        return AlertRecords.of(
                told.before(),
                told.state(),
                told.event(),
                DecisionRecords.of(told.state(), told.event(), provenance));
    }
}
