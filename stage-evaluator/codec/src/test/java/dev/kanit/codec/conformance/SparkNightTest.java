package dev.kanit.codec.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RitualEvent.GoGiven;
import dev.kanit.decision.rollout.RitualEvent.NightObserved;
import dev.kanit.decision.rollout.RolloutEvent.RollbackOrdered;
import dev.kanit.decision.rollout.RolloutEvent.RolloutCompleted;
import dev.kanit.decision.rollout.RolloutEvent.RolloutHeld;
import dev.kanit.decision.rollout.RolloutEvent.RolloutPromoted;
import dev.kanit.decision.rollout.RolloutEvent.RolloutStarted;
import dev.kanit.decision.rollout.Scene;
import dev.kanit.decision.rule.Reason;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shipped plan from T-30 through its first night, in event time. */
final class SparkNightTest {

    private final Scene scene = SparkPlan.wholeScene();

    @BeforeEach
    void throughTheStages() {
        scene.reading("csp_violation_rate", 0.1).reading("http_5xx_ratio", 0.001);
        scene.silence(Duration.ofMinutes(20)).allAnswer().silence(Duration.ofMinutes(10));
        long giveUp = scene.now() + Duration.ofHours(3).toMillis();
        while (scene.all(RolloutPromoted.class).isEmpty() && scene.now() < giveUp) {
            scene.snapshot();
        }
        assertThat(scene.all(RolloutPromoted.class)).as("%s", scene.phase()).hasSize(1);
    }

    @Test
    void firstStageBeginsHalfAnHourAfterTheFreeze() {
        long started = scene.newest(RolloutStarted.class).atMillis();
        assertThat(scene.newest(GoGiven.class).atMillis() - started)
                .isEqualTo(Duration.ofMinutes(30).toMillis());
        assertThat(scene.sentenceOf(RolloutStarted.class)).contains("other changes are frozen");
    }

    @Test
    void quietNightIsStableAndEndsTheFreeze() {
        scene.run(Duration.ofHours(24)).run(Duration.ofMinutes(1));
        assertThat(scene.all(NightObserved.class)).hasSize(8 + 8 + 6 + 3 + 6);
        assertThat(scene.all(RolloutHeld.class)).isEmpty();
        assertThat(scene.phase()).isInstanceOf(Phase.Completed.class);
        assertThat(scene.sentenceOf(RolloutCompleted.class))
                .contains("freeze of other changes is over");
    }

    /** No golden signal and no trigger of the stages sees it. */
    @Test
    void slowOutboxInTheThirdHourRollsBack() {
        scene.run(Duration.ofHours(2)).reading("outbox_lag_p99", 14).run(Duration.ofMinutes(6));
        assertThat(scene.newest(RollbackOrdered.class).reason()).isEqualTo(Reason.NIGHT_CRITICAL);
        assertThat(scene.sentenceOf(RollbackOrdered.class))
                .contains("outbox_lag_p99 < 10s is 14s, BROKEN");
    }

    @Test
    void slowOutboxInTheSeventhHourHolds() {
        scene.run(Duration.ofHours(7)).reading("outbox_lag_p99", 14).run(Duration.ofMinutes(6));
        assertThat(scene.all(RollbackOrdered.class)).isEmpty();
        assertThat(scene.newest(RolloutHeld.class).reasons())
                .containsExactly(Reason.NIGHT_CRITICAL);
    }

    @Test
    void hundredCspReportsInTheFirstTwoHoursHold() {
        scene.baseline("csp_violation_rate", 2).reading("csp_violation_rate", 2);
        scene.run(Duration.ofMinutes(55));
        assertThat(scene.newest(RolloutHeld.class).reasons()).containsExactly(Reason.NIGHT_TOTAL);
    }
}
