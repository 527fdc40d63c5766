package dev.kanit.decision.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.RolloutEvent.HoldReleased;
import dev.kanit.decision.rollout.RolloutEvent.MitigationOrdered;
import dev.kanit.decision.rollout.RolloutEvent.RolloutHeld;
import dev.kanit.decision.rollout.RolloutInput.ActionFinished;
import dev.kanit.decision.rollout.RolloutInput.ActionKind;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rule.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class MitigationTest {

    private static final Duration FIRES = Duration.ofSeconds(50);

    @Test
    void failedMitigationHoldsTheRolloutUntilAPersonResumes() {
        Scene scene = Scene.start(Plans.small()).reading("score", 5).run(FIRES);

        scene.mitigated(false);

        assertThat(scene.newest(RolloutHeld.class).reasons())
                .containsExactly(Reason.MITIGATION_FAILED);
        assertThat(scene.sentenceOf(RolloutHeld.class)).contains("MITIGATION_FAILED (as ordered)");
        assertThat(OnCall.open(scene.state())).contains(OnCall.HOLD);
        scene.reading("score", 20).run(Duration.ofMinutes(4));
        assertThat(scene.phase()).isInstanceOf(Phase.Held.class);
        scene.command(CommandKind.RESUME, "ayse");
        assertThat(scene.newest(HoldReleased.class).remaining()).isEmpty();
    }

    @Test
    void mitigationThatIsInEffectHoldsNothing() {
        Scene scene = Scene.start(Plans.small()).reading("score", 5).run(FIRES);

        scene.mitigated(true);

        assertThat(scene.all(RolloutHeld.class)).isEmpty();
    }

    @Test
    void countermoveThatChangesTheExposureHoldsUntilAPersonOrdersTheStageAgain() {
        Scene scene = Scene.start(Plans.flagged()).reading("score", 5).run(FIRES);

        assertThat(scene.all(MitigationOrdered.class)).hasSize(1);
        assertThat(scene.newest(RolloutHeld.class).reasons()).containsExactly(Reason.MITIGATED);
        scene.mitigated(true).reading("score", 20).run(Duration.ofMinutes(30));
        assertThat(scene.phase()).isInstanceOf(Phase.Held.class);
        long entered = scene.all(RolloutEvent.StageEntered.class).size();
        int stage = scene.phase().stage();

        scene.command(CommandKind.RESUME, "ayse");

        assertThat(scene.all(RolloutEvent.StageEntered.class)).hasSize((int) entered + 1);
        assertThat(scene.newest(RolloutEvent.StageEntered.class).stage()).isEqualTo(stage);
        assertThat(scene.phase()).isNotInstanceOf(Phase.Held.class);
    }

    @Test
    void mitigationWaitsForTheWeightThatIsUnderWay() {
        Scene scene = Scene.start(Plans.small()).deafExecutor().run(Duration.ofMinutes(3));
        assertThat(scene.phase()).isInstanceOf(Phase.Entering.class);
        long generation = scene.state().counters().generation();
        scene.reading("score", 5).run(FIRES);
        assertThat(scene.state().counters().generation()).isEqualTo(generation);
        assertThat(scene.all(MitigationOrdered.class)).isEmpty();

        scene.finished(true).snapshot();

        assertThat(scene.all(MitigationOrdered.class)).hasSize(1);
    }

    @Test
    void outcomeOfAnOvertakenOrderIsOnRecord() {
        Scene scene = Scene.start(Plans.small()).deafExecutor().run(Duration.ofMinutes(3));
        long weight = ((Phase.Entering) scene.phase()).action();
        scene.command(CommandKind.ROLL_BACK, "ayse");

        scene.input(
                new ActionFinished(
                        scene.now(), weight, ActionKind.SET_WEIGHT, false, "a newer order exists"));

        var rejected = scene.newest(RolloutEvent.InputRejected.class);
        assertThat(rejected.reason()).isEqualTo(Reason.OUTDATED_ACTION);
        assertThat(rejected.detail())
                .contains("SET_WEIGHT of decision " + weight, "a newer order exists");
        assertThat(scene.phase()).isInstanceOf(Phase.RollingBack.class);
    }
}
