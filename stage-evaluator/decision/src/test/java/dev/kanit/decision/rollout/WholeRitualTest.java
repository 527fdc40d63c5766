package dev.kanit.decision.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.RitualEvent.GoGiven;
import dev.kanit.decision.rollout.RitualEvent.NightObserved;
import dev.kanit.decision.rollout.RolloutEvent.RollbackOrdered;
import dev.kanit.decision.rollout.RolloutEvent.RolloutHeld;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rule.Reason;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time travel over the whole ritual, from the freeze at T-30 to the report at T+24 h. */
final class WholeRitualTest {

    private static final Duration STAGES = Duration.ofMinutes(9);

    private final ToldOnCall told = new ToldOnCall();
    private final Scene scene =
            Scene.start(Plans.wholeRitual())
                    .observedBy(
                            (before, input, transition) -> {
                                Invariants.verify(before, input, transition);
                                told.verify(before, transition);
                            });

    @BeforeEach
    void throughTheStages() {
        scene.reading("csp", 0.1).reading("errors", 0.001);
        scene.silence(Duration.ofMinutes(20)).allAnswer().silence(Duration.ofMinutes(10));
        assertThat(scene.newest(GoGiven.class).atMillis() - Scene.START)
                .as("T-0 is half an hour after the freeze began")
                .isEqualTo(Duration.ofMinutes(30).toMillis());
        while (scene.all(RolloutEvent.RolloutPromoted.class).isEmpty()) {
            scene.snapshot();
        }
        assertThat(scene.now() - scene.newest(GoGiven.class).atMillis())
                .isBetween(STAGES.toMillis(), STAGES.multipliedBy(2).toMillis());
    }

    @Test
    void stableNightIsReportedAtTheSpecsRhythmAndEndsInAPromotion() {
        scene.run(Duration.ofHours(24));
        scene.run(Duration.ofMinutes(1)).finished(true);
        // 2 h by 15 min, 4 h by 30 min, 6 h by 1 h, 6 h by 2 h, 6 h by 1 h.
        assertThat(scene.all(NightObserved.class)).hasSize(8 + 8 + 6 + 3 + 6);
        assertThat(scene.all(RolloutHeld.class)).isEmpty();
        assertThat(scene.phase()).isInstanceOf(Phase.Completed.class);
        assertThat(OnCall.open(scene.state())).isEmpty();
        assertThat(scene.sentenceOf(NightObserved.class))
                .startsWith("First night, 24h of 24h: burn(1h) <= 2.0 is 0.1; ");
    }

    @Test
    void regressionInTheFifthHourRollsBack() {
        scene.run(Duration.ofHours(5)).reading("latency", 250).run(Duration.ofMinutes(10));
        assertThat(scene.newest(RollbackOrdered.class).reason())
                .isIn(Reason.NO_ANSWER, Reason.NIGHT_CRITICAL);
        scene.finished(true);
        assertThat(scene.phase()).isInstanceOf(Phase.RolledBack.class);
    }

    /** Just within its limit all day long, so that nothing else is wrong. */
    @Test
    void nearlySpentBudgetKeepsThePromotionBackUntilAPersonSetsTheFreezeAside() {
        scene.reading("errors", 0.0097).run(Duration.ofHours(25));
        assertThat(scene.newest(RolloutHeld.class).reasons()).containsExactly(Reason.FREEZE);
        assertThat(scene.all(RitualEvent.PromotionOrdered.class)).isEmpty();
        scene.until(CommandKind.OVERRIDE, "ayse", Exemption.FREEZE, Duration.ofMinutes(10));
        scene.run(Duration.ofMinutes(1)).finished(true);
        assertThat(scene.phase()).isInstanceOf(Phase.Completed.class);
    }
}
