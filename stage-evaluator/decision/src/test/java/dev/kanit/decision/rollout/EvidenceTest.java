package dev.kanit.decision.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.RolloutEvent.HoldReleased;
import dev.kanit.decision.rollout.RolloutEvent.RollbackOrdered;
import dev.kanit.decision.rollout.RolloutEvent.RolloutHeld;
import dev.kanit.decision.rollout.RolloutEvent.StagePassed;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rule.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the judge's evidence leads to; all limits and triggers are met throughout. */
final class EvidenceTest {

    private static final Duration SETTLED = Duration.ofMinutes(2);

    private final Scene scene = Scene.start(Plans.judged());

    @Test
    void healthyCanaryPassesEveryStageWithoutAHold() {
        scene.run(Duration.ofMinutes(21));

        assertThat(scene.all(StagePassed.class)).hasSize(3);
        assertThat(scene.all(RolloutHeld.class)).isEmpty();
        assertThat(scene.sentenceOf(StagePassed.class)).doesNotContain("not compared");
    }

    @Test
    void latencyHalfAsHighAgainRollsBackThoughItIsWithinItsLimit() {
        scene.run(SETTLED).worse("latency", 1.5).run(Duration.ofMinutes(4));

        RollbackOrdered ordered = scene.newest(RollbackOrdered.class);
        assertThat(ordered.reason()).isEqualTo(Reason.EVIDENCE_AGAINST_CANARY);
        assertThat(ordered.atMillis() - ordered.breachedAtMillis())
                .as("from the estimated onset to the decision")
                .isBetween(1L, 600_000L);
        assertThat(scene.sentenceOf(RollbackOrdered.class))
                .contains("against the canary", "latency", "% worse", "allowed +10%", "noise");
    }

    @Test
    void signalThatWantsMoreDegradesDownwards() {
        scene.run(Duration.ofMinutes(5)).worse("score", 1.5).run(Duration.ofMinutes(5));

        assertThat(scene.newest(RollbackOrdered.class).reason())
                .isEqualTo(Reason.EVIDENCE_AGAINST_CANARY);
        assertThat(scene.sentenceOf(RollbackOrdered.class)).contains("score");
    }

    @Test
    void errorsFiveTimesAsFrequentRollBackWithinTwoMinutes() {
        scene.run(SETTLED).worse("errors", 5).run(Duration.ofMinutes(2));

        assertThat(scene.sentenceOf(RollbackOrdered.class))
                .contains("EVIDENCE_AGAINST_CANARY", "errors", "events");
    }

    @Test
    void evidenceHoldsBeforeItRollsBack() {
        scene.run(SETTLED).worse("latency", 1.5);
        while (scene.all(RolloutHeld.class).isEmpty()
                && scene.all(RollbackOrdered.class).isEmpty()) {
            scene.snapshot();
        }

        assertThat(scene.newest(RolloutHeld.class).reasons())
                .containsExactly(Reason.EVIDENCE_AGAINST_CANARY);
    }

    @Test
    void holdForEvidenceEndsWhenTheCanaryIsWellAgain() {
        scene.run(SETTLED).worse("latency", 1.25);
        while (scene.all(RolloutHeld.class).isEmpty()) {
            scene.snapshot();
        }
        scene.worse("latency", 1).run(Duration.ofMinutes(3));

        assertThat(scene.newest(HoldReleased.class).remaining()).isEmpty();
        assertThat(scene.newest(HoldReleased.class).by()).isEmpty();
    }

    @Test
    void smallWorseningOfAllSignalsTogetherIsFoundThoughEachIsAllowed() {
        scene.run(SETTLED).worse("latency", 1.09).worse("score", 1.09).worse("csp", 1.09);
        scene.run(Duration.ofMinutes(6));

        assertThat(scene.sentenceOf(RolloutHeld.class)).contains("all ", "the group together");
    }

    @Test
    void stageIsNotPassedWhileASignalIsNeverCompared() {
        scene.incomparable("latency").run(Duration.ofMinutes(8));

        assertThat(scene.all(StagePassed.class)).isEmpty();
        assertThat(scene.newest(RolloutHeld.class).reasons())
                .containsExactly(Reason.NOT_ENOUGH_EVIDENCE);
        assertThat(scene.sentenceOf(RolloutHeld.class)).contains("latency compared in 0 of");
    }

    @Test
    void personMayGoOnWithoutEnoughEvidence() {
        scene.incomparable("latency").run(Duration.ofMinutes(8));
        scene.command(CommandKind.TAKE_COMMAND, "ayse").command(CommandKind.RESUME, "ayse");
        scene.run(Duration.ofMinutes(1));

        assertThat(scene.all(StagePassed.class)).hasSize(1);
    }

    @Test
    void resourceThatGrowsAwayFromTheStableFleetsHoldsAndThenRollsBack() {
        double[] size = {1};
        scene.run(Duration.ofMinutes(12), one -> one.worse("memory", size[0] *= 1.01));

        assertThat(scene.all(RolloutHeld.class))
                .anySatisfy(held -> assertThat(held.reasons()).contains(Reason.RESOURCE_LEAK));
        assertThat(scene.newest(RollbackOrdered.class).reason()).isEqualTo(Reason.RESOURCE_LEAK);
        assertThat(scene.sentenceOf(RollbackOrdered.class)).contains("memory", "% worse");
    }

    @Test
    void triggerThatTheStableFleetBreaksTooHoldsAsASharedIncident() {
        scene.run(SETTLED).reading("latency", 450).baseline("latency", 460);
        scene.run(Duration.ofSeconds(90));

        assertThat(scene.all(RollbackOrdered.class)).isEmpty();
        assertThat(scene.all(RolloutHeld.class))
                .anySatisfy(held -> assertThat(held.reasons()).contains(Reason.SHARED_INCIDENT));
    }

    @Test
    void sharedIncidentHoldsOnceForAsLongAsItLasts() {
        scene.run(SETTLED).reading("latency", 450).baseline("latency", 460);
        scene.run(Duration.ofMinutes(2));
        int holds = scene.all(RolloutHeld.class).size();
        scene.reading("latency", 420).run(Duration.ofMinutes(2));

        assertThat(scene.all(RolloutHeld.class)).hasSize(holds);
    }

    @Test
    void sharedIncidentThatEndsOnTheStableFleetAloneRollsBack() {
        scene.run(SETTLED).reading("latency", 450).baseline("latency", 460);
        scene.run(Duration.ofSeconds(90)).baseline("latency", 140).snapshot();

        assertThat(scene.newest(RollbackOrdered.class).reason()).isEqualTo(Reason.TRIGGER_FIRED);
    }
}
