package dev.kanit.decision.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.rollout.Plans;
import dev.kanit.decision.rollout.RitualEvent;
import dev.kanit.decision.rollout.RolloutEvent;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rollout.Scene;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Every sentence holds the numbers that it rests on, and the plan's version. */
final class NarratorTest {

    private static final String PLAN = " [plan small@00112233; not compared with the stable fleet]";

    private final Scene scene = Scene.start(Plans.small());

    @Test
    void startNamesServiceVersionsAndPerson() {
        assertThat(scene.sentenceOf(RolloutEvent.RolloutStarted.class))
                .isEqualTo("Start shop v1 → v2 for pipeline" + PLAN);
    }

    @Test
    void rollbackByATriggerShowsValueLimitSamplesBaselineRuleAndTime() {
        scene.reading("latency", 431).samples("latency", 57).baseline("latency", 140);
        scene.run(Duration.ofMinutes(2));
        assertThat(scene.sentenceOf(RolloutEvent.RollbackOrdered.class))
                .isEqualTo(
                        "ROLLBACK to v1 at stage 1 (5%): latency-critical (latency 431ms > 400ms,"
                                + " 57 samples, baseline 140ms, for 1m)"
                                + PLAN);
    }

    @Test
    void recommendationShowsEverySignalOverItsLimitAndTheTimeToAnswer() {
        scene.reading("latency", 250).samples("latency", 57).baseline("latency", 140);
        scene.reading("errors", 0.015).samples("errors", 1000).baseline("errors", 0.002);
        scene.snapshot();
        assertThat(scene.sentenceOf(RolloutEvent.RollbackRecommended.class))
                .isEqualTo(
                        "ROLLBACK recommended at stage 1 (5%): latency 250ms (passes <= 200.0, 57"
                                + " samples, baseline 140ms); errors 1.5% (passes <= 0.01, 1000"
                                + " samples, baseline 0.2%); carried out without an answer within"
                                + " 2m"
                                + PLAN);
    }

    @Test
    void holdForATrendShowsValueLimitAndBaseline() {
        double[] latency = {60};
        scene.run(Duration.ofMinutes(6), one -> one.reading("latency", latency[0] += 3));
        assertThat(scene.sentenceOf(RolloutEvent.RolloutHeld.class))
                .startsWith("HOLD at stage ")
                .contains("worsening steadily: latency ", "ms (passes <= 200.0", PLAN);
    }

    @Test
    void holdForLowVolumeShowsHowManySamplesThereAreAndMustBe() {
        scene.reading("errors", 0.33).samples("errors", 3).run(Duration.ofMinutes(1));
        assertThat(scene.sentenceOf(RolloutEvent.RolloutHeld.class))
                .contains("LOW_VOLUME: errors 33% (passes <= 0.01, 3 samples", "of at least 20");
    }

    @Test
    void holdForAGapShowsWhichSignalAndItsLimit() {
        scene.missing("latency", Absence.NO_DATA).run(Duration.ofMinutes(1));
        assertThat(scene.sentenceOf(RolloutEvent.RolloutHeld.class))
                .contains("NO_DATA: latency unknown (passes <= 200.0");
    }

    @Test
    void holdWithoutTrafficShowsTheTrafficAndItsLimit() {
        scene.reading("traffic", 0.25).run(Duration.ofMinutes(1));
        assertThat(scene.sentenceOf(RolloutEvent.RolloutHeld.class))
                .contains("NO_TRAFFIC: traffic 0.25/s", "traffic >= 1/s");
    }

    @Test
    void holdForSilenceShowsHowLongItHasLasted() {
        scene.snapshot().silence(Duration.ofMinutes(2));
        assertThat(scene.sentenceOf(RolloutEvent.RolloutHeld.class))
                .contains("COLLECTOR_SILENT: no snapshot for 1m");
    }

    @Test
    void holdByAPersonNamesThePersonAndTheirReason() {
        scene.command(CommandKind.HOLD, "ayse");
        assertThat(scene.sentenceOf(RolloutEvent.RolloutHeld.class))
                .isEqualTo("HOLD at stage 1 (5%): asked for by ayse (because)" + PLAN);
    }

    @Test
    void handOverNamesBothCommanders() {
        scene.command(CommandKind.TAKE_COMMAND, "ayse")
                .about(CommandKind.HAND_OVER, "ayse", "can")
                .command(CommandKind.TAKE_COMMAND, "can");
        assertThat(scene.sentenceOf(RitualEvent.CommandOffered.class))
                .isEqualTo("ayse hands the command over to can, who must take it: because" + PLAN);
        assertThat(scene.sentenceOf(RolloutEvent.CommandTaken.class))
                .isEqualTo("can takes command from ayse" + PLAN);
    }

    @Test
    void refusalSaysWhatToDoInstead() {
        scene.command(CommandKind.TAKE_COMMAND, "ayse").command(CommandKind.ROLL_BACK, "can");
        assertThat(scene.sentenceOf(RolloutEvent.InputRejected.class))
                .isEqualTo(
                        "Rejected (NOT_COMMANDER) by can: ayse is in command; take command first"
                                + PLAN);
    }
}
