package dev.kanit.codec.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RolloutEvent.HoldReleased;
import dev.kanit.decision.rollout.RolloutEvent.RecommendationWithdrawn;
import dev.kanit.decision.rollout.RolloutEvent.RollbackOrdered;
import dev.kanit.decision.rollout.RolloutEvent.RollbackRecommended;
import dev.kanit.decision.rollout.RolloutEvent.RolloutHeld;
import dev.kanit.decision.rollout.RolloutEvent.RolloutPromoted;
import dev.kanit.decision.rollout.RolloutEvent.StagePassed;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rollout.Scene;
import dev.kanit.decision.rule.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NoFlappingNoBlindSpotTest {

    /** Conformance 9. */
    @ParameterizedTest(name = "speed {0}")
    @ValueSource(doubles = {1, 120})
    void alternatingSamplesLeadToOneDecisionAndNoFlapping(double speed) {
        Scene scene = SparkPlan.scene(speed).run(Duration.ofMinutes(2));
        int[] turn = {0};
        scene.run(
                Duration.ofMinutes(10),
                one -> one.reading("api_p95", turn[0]++ % 2 == 0 ? 250 : 100));

        assertThat(scene.all(RollbackRecommended.class)).hasSize(1);
        assertThat(scene.all(RecommendationWithdrawn.class)).isEmpty();
        assertThat(scene.all(RollbackOrdered.class))
                .extracting(RollbackOrdered::reason)
                .containsExactly(Reason.NO_ANSWER);
    }

    /** Conformance 9: one good sample does not end a hold, and one bad one does not restart it. */
    @Test
    void holdEndsAfterAMinuteOfGoodSamplesOnly() {
        Scene scene = SparkPlan.scene().reading("canary_requests", 0).run(Duration.ofMinutes(3));
        int[] turn = {0};
        scene.run(
                Duration.ofMinutes(10),
                one -> one.reading("canary_requests", turn[0]++ % 4 == 0 ? 0 : 5));
        assertThat(scene.all(RolloutHeld.class)).hasSize(1);
        assertThat(scene.all(HoldReleased.class)).isEmpty();
        scene.reading("canary_requests", 5).run(Duration.ofMinutes(2));
        assertThat(scene.all(HoldReleased.class)).hasSize(1);
    }

    /** Conformance 10. */
    @Test
    void sevenOfTenPointsAtAHundredTimesTheBaselineRollBack() {
        Scene scene = SparkPlan.scene().baseline("csp_violation_rate", 0.4);
        scene.reading("csp_violation_rate", 0.4).run(Duration.ofMinutes(2));
        int[] turn = {0};
        scene.run(
                Duration.ofMinutes(10),
                one -> one.reading("csp_violation_rate", turn[0]++ % 10 < 7 ? 40 : 0.4));
        assertThat(scene.all(RollbackOrdered.class)).hasSize(1);
        assertThat(scene.all(StagePassed.class)).isEmpty();
    }

    /** Conformance 10: any error against a baseline of zero is more than the baseline. */
    @Test
    void sparseErrorsAgainstAZeroBaselineNeverAdvance() {
        Scene scene = SparkPlan.scene();
        scene.reading("csp_violation_rate", 0).baseline("csp_violation_rate", 0);
        int[] turn = {0};
        scene.run(
                Duration.ofMinutes(20),
                one -> one.reading("csp_violation_rate", turn[0]++ % 3 == 0 ? 0.2 : 0));
        assertThat(scene.all(StagePassed.class)).isEmpty();
        assertThat(scene.all(RollbackOrdered.class)).hasSize(1);
    }

    /** Conformance 11. */
    @Test
    void oneErrorInThreeRequestsHoldsForLackOfSamplesAndDoesNotRollBack() {
        Scene scene = SparkPlan.scene().run(Duration.ofMinutes(2));
        scene.reading("http_5xx_ratio", 1 / 3.0).samples("http_5xx_ratio", 3);
        scene.run(Duration.ofMinutes(30));
        assertThat(scene.newest(RolloutHeld.class).reasons()).containsExactly(Reason.LOW_VOLUME);
        assertThat(scene.all(RolloutHeld.class)).hasSize(1);
        assertThat(scene.all(RollbackRecommended.class)).isEmpty();
        assertThat(scene.all(RollbackOrdered.class)).isEmpty();
        assertThat(scene.all(StagePassed.class)).isEmpty();
    }

    /** Conformance 12: 1.01 % is no critical ratio, 0.51/min is no storm; together they are. */
    @ParameterizedTest(name = "speed {0}")
    @ValueSource(doubles = {1, 120})
    void twoSignalsThatDegradeTogetherFireTheCorrelatedRule(double speed) {
        Scene scene = SparkPlan.scene(speed).run(Duration.ofMinutes(2));
        scene.reading("risk_block_rate", 0.51).reading("http_5xx_ratio", 0.0101);
        scene.run(Duration.ofMinutes(4));
        RollbackOrdered ordered = scene.newest(RollbackOrdered.class);
        assertThat(scene.rules().plan().triggers().get(ordered.trigger()).name())
                .isEqualTo("correlated-degradation");
    }

    /** Conformance 13. */
    @ParameterizedTest(name = "speed {0}")
    @ValueSource(doubles = {1, 120})
    void signalThatWorsensSteadilyUnderItsLimitHolds(double speed) {
        Scene scene = SparkPlan.scene(speed).reading("api_p95", 80);
        double[] latency = {80};
        while (latency[0] < 190 && !(scene.phase() instanceof Phase.Held)) {
            scene.run(Duration.ofSeconds(15), one -> one.reading("api_p95", latency[0] += 2));
        }
        assertThat(scene.newest(RolloutHeld.class).reasons())
                .containsExactly(Reason.TREND_WORSENING);
        assertThat(latency[0]).as("every reading passed").isLessThan(200);
        assertThat(scene.newest(RolloutHeld.class).untilMillis() - scene.now())
                .as("15 min, then another look")
                .isEqualTo(scene.millis(Duration.ofMinutes(15)));
        assertThat(scene.all(StagePassed.class)).isEmpty();
    }

    /** Conformance 13: a calmed trend goes on, and the stage is baked in full. */
    @Test
    void trendThatCalmsGoesOnAfterTheHold() {
        Scene scene = SparkPlan.scene().reading("api_p95", 80);
        double[] latency = {80};
        while (!(scene.phase() instanceof Phase.Held)) {
            scene.run(Duration.ofSeconds(15), one -> one.reading("api_p95", latency[0] += 2));
        }
        scene.reading("api_p95", 100).run(Duration.ofMinutes(16));
        assertThat(scene.newest(HoldReleased.class).by()).isEmpty();
        assertThat(scene.run(Duration.ofMinutes(15)).all(StagePassed.class)).hasSize(1);
    }

    /** Conformance 14: the same rule and the same rollback as at one per cent. */
    @ParameterizedTest(name = "speed {0}")
    @ValueSource(doubles = {1, 120})
    void regressionAfterFullTrafficFiresTheSameTrigger(double speed) {
        Scene scene = promoted(speed);
        scene.run(Duration.ofHours(20));
        assertThat(scene.phase()).isInstanceOf(Phase.Watching.class);
        scene.reading("api_p95", 401).run(Duration.ofMinutes(6));
        RollbackOrdered ordered = scene.newest(RollbackOrdered.class);
        assertThat(ordered.reason()).isEqualTo(Reason.TRIGGER_FIRED);
        assertThat(ordered.trigger()).isZero();
    }

    /** Conformance 14: over the limit in the watch asks the commander as in any stage. */
    @Test
    void signalOverItsLimitInTheWatchIsRecommendedAndCarriedOut() {
        Scene scene = promoted(1).run(Duration.ofHours(1));
        scene.reading("api_p95", 210).run(Duration.ofMinutes(6));
        assertThat(scene.all(RollbackRecommended.class)).hasSize(1);
        assertThat(scene.newest(RollbackOrdered.class).reason()).isEqualTo(Reason.NO_ANSWER);
    }

    /** Conformance 14: after the first night, and only then, the rollout is over. */
    @Test
    void watchEndsAfterTheFirstNight() {
        Scene scene = promoted(1);
        scene.run(Duration.ofHours(24).minusSeconds(15));
        assertThat(scene.phase()).isInstanceOf(Phase.Watching.class);
        scene.run(Duration.ofSeconds(15));
        assertThat(scene.phase()).isInstanceOf(Phase.Completed.class);
    }

    /** Withdrawing needs steadiness too: a commander who answers keeps the last word. */
    @Test
    void recommendationIsWithdrawnAfterAMinuteOfPassingSamples() {
        Scene scene = SparkPlan.scene().run(Duration.ofMinutes(2));
        scene.reading("api_p95", 250).snapshot();
        scene.reading("api_p95", 100).run(Duration.ofSeconds(60));
        assertThat(scene.all(RecommendationWithdrawn.class)).isEmpty();
        scene.snapshot();
        assertThat(scene.all(RecommendationWithdrawn.class)).hasSize(1);
    }

    /** A hold answers the recommendation; the same signal does not ask again and again. */
    @Test
    void recommendationAnsweredByAHoldIsNotRepeated() {
        Scene scene = SparkPlan.scene().run(Duration.ofMinutes(2));
        scene.reading("api_p95", 250).snapshot();
        scene.command(CommandKind.HOLD, "ayse").run(Duration.ofMinutes(20));
        assertThat(scene.all(RollbackRecommended.class)).hasSize(1);
        assertThat(scene.all(RollbackOrdered.class)).isEmpty();
        assertThat(scene.all(StagePassed.class)).isEmpty();
    }

    private static Scene promoted(double speed) {
        Scene scene = SparkPlan.scene(speed);
        while (scene.all(RolloutPromoted.class).isEmpty()) {
            assertThat(scene.phase()).isInstanceOf(Phase.Live.class);
            scene.run(Duration.ofMinutes(1));
        }
        return scene;
    }
}
