package dev.kanit.decision.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.RolloutEvent.HoldReleased;
import dev.kanit.decision.rollout.RolloutEvent.RollbackOrdered;
import dev.kanit.decision.rollout.RolloutEvent.RolloutHeld;
import dev.kanit.decision.rollout.RolloutEvent.RolloutPromoted;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rule.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What people answer to the judge, what the router does, and where nothing is left to judge by. */
final class EvidenceAnsweredTest {

    private static final Duration SETTLED = Duration.ofMinutes(2);

    private final Scene scene = Scene.start(Plans.judged());

    @Test
    void judgeRestsWhereTheCanaryHasAllTraffic() {
        scene.run(Duration.ofMinutes(21));
        assertThat(scene.all(RolloutPromoted.class)).hasSize(1);
        assertThat(EvidenceDecider.hasReference(scene.state())).isFalse();

        scene.worse("latency", 5).worse("errors", 20).run(Duration.ofMinutes(5));

        assertThat(scene.all(RolloutHeld.class)).isEmpty();
        assertThat(scene.all(RollbackOrdered.class)).isEmpty();
        assertThat(EvidenceDecider.wanting(scene.state())).isEmpty();
    }

    @Test
    void canaryWithThreeTimesItsTrafficIsHeldUntilTheRouterIsMended() {
        scene.run(SETTLED).tracks().routed(3);
        scene.run(Duration.ofMinutes(3));
        assertThat(scene.newest(RolloutHeld.class).reasons()).containsExactly(Reason.TRAFFIC_SPLIT);
        assertThat(scene.sentenceOf(RolloutHeld.class)).contains("share", "5%");
        assertThat(scene.all(RollbackOrdered.class)).isEmpty();

        scene.tracks().routed(1);
        scene.run(Duration.ofMinutes(6));
        assertThat(scene.newest(HoldReleased.class).remaining()).isEmpty();
        assertThat(scene.newest(HoldReleased.class).by()).isEmpty();
    }

    @Test
    void leakThatAPersonLetGoOnIsRolledBackOnceItExhausts() {
        double[] size = {1};
        scene.command(CommandKind.TAKE_COMMAND, "ayse");
        while (scene.all(RolloutHeld.class).isEmpty()) {
            scene.worse("memory", size[0] *= 1.01).snapshot();
        }
        assertThat(scene.newest(RolloutHeld.class).reasons()).containsExactly(Reason.RESOURCE_LEAK);
        scene.command(CommandKind.RESUME, "ayse");
        assertThat(scene.newest(HoldReleased.class).by()).isEqualTo("ayse");

        scene.run(Duration.ofMinutes(5), one -> one.worse("memory", size[0] *= 1.01));

        assertThat(scene.newest(RollbackOrdered.class).reason()).isEqualTo(Reason.RESOURCE_LEAK);
        assertThat(scene.all(RolloutHeld.class)).hasSize(1);
    }

    @Test
    void resumeOfAnotherHoldIsNoAnswerToTheJudge() {
        scene.run(SETTLED).command(CommandKind.TAKE_COMMAND, "ayse");
        scene.command(CommandKind.HOLD, "ayse").snapshot().command(CommandKind.RESUME, "ayse");
        assertThat(scene.newest(HoldReleased.class).remaining()).isEmpty();
        assertThat(scene.state().observation().judgement().orElseThrow().answeredAt()).isZero();

        scene.worse("latency", 1.25);
        while (scene.all(RolloutHeld.class).size() < 2) {
            scene.snapshot();
        }
        assertThat(scene.newest(RolloutHeld.class).reasons())
                .containsExactly(Reason.EVIDENCE_AGAINST_CANARY);
    }

    @Test
    void sharedIncidentOnASignalWithoutALimitHoldsAndIsNoRollback() {
        Scene limited = Scene.start(Plans.judgedWithALimitOfMemory());
        limited.run(SETTLED).reading("memory", 1_200_000).baseline("memory", 1_250_000);
        limited.run(Duration.ofMinutes(2));

        assertThat(limited.all(RollbackOrdered.class)).isEmpty();
        assertThat(limited.newest(RolloutHeld.class).reasons())
                .containsExactly(Reason.SHARED_INCIDENT);
        assertThat(limited.sentenceOf(RolloutHeld.class))
                .contains("the stable fleet breaks the limit too", "memory-high", "baseline");
    }
}
