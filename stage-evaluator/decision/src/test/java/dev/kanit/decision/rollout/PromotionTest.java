package dev.kanit.decision.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.rollout.RitualEvent.PromotionOrdered;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rule.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PromotionTest {

    private final Scene scene =
            Scene.start(Plans.ritual())
                    .reading("csp", 0.1)
                    .allAnswer()
                    .silence(Duration.ofMinutes(2))
                    .run(Duration.ofMinutes(20));

    @Test
    void watchEndsWithAnOrderAndTheRolloutWithItsOutcome() {
        assertThat(scene.all(PromotionOrdered.class)).hasSize(1);
        assertThat(scene.phase()).isInstanceOf(Phase.Promoting.class);
        scene.finished(true);
        assertThat(scene.phase()).isInstanceOf(Phase.Completed.class);
    }

    @Test
    void failedPromotionHoldsUntilAPersonOrdersItAgain() {
        scene.finished(false);
        assertThat(scene.newest(RolloutEvent.RolloutHeld.class).reasons())
                .containsExactly(Reason.ACTION_FAILED);
        scene.command(CommandKind.RESUME, "ayse");
        assertThat(scene.all(PromotionOrdered.class)).hasSize(2);
        scene.finished(true);
        assertThat(scene.phase()).isInstanceOf(Phase.Completed.class);
    }

    @Test
    void overduePromotionIsTold() {
        scene.silence(Duration.ofMinutes(6));
        assertThat(scene.newest(RolloutEvent.RolloutHeld.class).reasons())
                .containsExactly(Reason.ACTION_OVERDUE);
    }

    @Test
    void canaryThatFallsSilentWhileItIsPromotedIsNoReasonToRollBack() {
        scene.allMissing(Absence.NO_DATA).run(Duration.ofMinutes(10));
        assertThat(scene.all(RolloutEvent.RollbackOrdered.class)).isEmpty();
        scene.finished(true);
        assertThat(scene.phase()).isInstanceOf(Phase.Completed.class);
    }
}
