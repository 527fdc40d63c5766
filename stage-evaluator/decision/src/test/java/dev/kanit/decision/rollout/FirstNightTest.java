package dev.kanit.decision.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.explain.Looks;
import dev.kanit.decision.rollout.RitualEvent.NightObserved;
import dev.kanit.decision.rollout.RolloutEvent.RollbackOrdered;
import dev.kanit.decision.rollout.RolloutEvent.RolloutHeld;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Rulebook;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Conformance 14 on the small plan: after 100 % the same rules watch, and a few more. */
final class FirstNightTest {

    private final Scene scene = night();

    private static Scene night() {
        return night(Plans.ritual());
    }

    private static Scene night(Rulebook rules) {
        Scene scene =
                Scene.start(rules)
                        .reading("csp", 0.1)
                        .reading("errors", 0.001)
                        .allAnswer()
                        .silence(Duration.ofMinutes(2));
        while (scene.all(RolloutEvent.RolloutPromoted.class).isEmpty()) {
            scene.snapshot();
        }
        return scene;
    }

    @Test
    void nightIsReportedAtItsRhythmUntilItEnds() {
        scene.run(Duration.ofMinutes(12));
        long began = scene.newest(RolloutEvent.RolloutPromoted.class).atMillis();
        assertThat(scene.all(NightObserved.class))
                .extracting(one -> (one.atMillis() - began) / 1000)
                .containsExactly(60L, 120L, 180L, 240L, 360L, 480L, 600L);
        assertThat(scene.phase()).isInstanceOf(Phase.Promoting.class);
        assertThat(scene.sentenceOf(NightObserved.class))
                .contains("burn(60000ms) <= 5.0 is 0.1", "total(csp) < 30.0 is ", "error budget ");
        assertThat(Looks.conditions(scene.state()))
                .filteredOn(look -> look.rule().equals(Looks.NIGHT))
                .hasSize(5);
    }

    @Test
    void criticalBurnInTheFirstPartRollsBack() {
        scene.run(Duration.ofMinutes(1)).samples("errors", 5000);
        scene.reading("errors", 0.15).run(Duration.ofSeconds(40));
        assertThat(scene.newest(RollbackOrdered.class).reason())
                .isIn(Reason.NIGHT_CRITICAL, Reason.TRIGGER_FIRED);
        assertThat(scene.phase()).isInstanceOf(Phase.RollingBack.class);
    }

    @Test
    void failingConditionRollsBackInTheFirstPartOnceItHasLasted() {
        scene.reading("latency", 195).run(Duration.ofSeconds(20));
        assertThat(scene.all(RollbackOrdered.class)).isEmpty();
        scene.run(Duration.ofSeconds(10));
        assertThat(scene.newest(RollbackOrdered.class).reason()).isEqualTo(Reason.NIGHT_CRITICAL);
        assertThat(scene.sentenceOf(RollbackOrdered.class))
                .contains("NIGHT_CRITICAL: < 190.0 is 195ms, BROKEN");
    }

    @Test
    void failingConditionHoldsLaterAndEndsByItself() {
        scene.run(Duration.ofMinutes(4)).reading("latency", 195).run(Duration.ofSeconds(40));
        assertThat(scene.all(RollbackOrdered.class)).isEmpty();
        assertThat(scene.newest(RolloutHeld.class).reasons())
                .containsExactly(Reason.NIGHT_CRITICAL);
        scene.reading("latency", 100).run(Duration.ofMinutes(1));
        assertThat(scene.phase()).isInstanceOf(Phase.Watching.class);
    }

    @Test
    void fastBurnHoldsUntilItStops() {
        scene.reading("errors", 0.0095).run(Duration.ofMinutes(2));
        assertThat(scene.newest(RolloutHeld.class).reasons()).containsExactly(Reason.BURN_RATE);
        scene.reading("errors", 0.0001).run(Duration.ofMinutes(2));
        assertThat(scene.phase()).isInstanceOf(Phase.Watching.class);
    }

    @Test
    void whatAddsUpHoldsUntilAPersonGoesOn() {
        scene.baseline("csp", 40).reading("csp", 30).run(Duration.ofMinutes(2));
        assertThat(scene.newest(RolloutHeld.class).reasons()).containsExactly(Reason.NIGHT_TOTAL);
        scene.command(CommandKind.RESUME, "ayse").run(Duration.ofMinutes(1));
        assertThat(scene.phase()).isInstanceOf(Phase.Watching.class);
        assertThat(scene.all(RolloutHeld.class)).hasSize(1);
    }

    @Test
    void whoGoesOnInSpiteOfOneTotalHasSaidNothingOfAnother() {
        Scene scene = night(Plans.withTotals(Plans.TRAFFIC, 500, Plans.CSP, 30));
        while (scene.all(RolloutHeld.class).isEmpty()) {
            scene.snapshot();
        }
        assertThat(scene.newest(RolloutHeld.class).reasons()).containsExactly(Reason.NIGHT_TOTAL);
        scene.command(CommandKind.RESUME, "ayse").run(Duration.ofSeconds(30));
        assertThat(scene.phase()).as("answered").isInstanceOf(Phase.Watching.class);

        scene.baseline("csp", 40).reading("csp", 30).run(Duration.ofMinutes(2));

        assertThat(scene.all(RolloutHeld.class)).hasSize(2);
        assertThat(scene.newest(RolloutHeld.class).reasons()).containsExactly(Reason.NIGHT_TOTAL);
        scene.command(CommandKind.RESUME, "ayse").run(Duration.ofMinutes(1));
        assertThat(scene.all(RolloutHeld.class)).as("both are answered").hasSize(2);
    }

    @Test
    void nearlySpentBudgetFreezesAndRollbackStaysAllowed() {
        Scene spent = Scene.start(Plans.ritual()).allAnswer().silence(Duration.ofMinutes(2));
        spent.reading("errors", 0.0095);
        spent.run(Duration.ofMinutes(45));
        assertThat(spent.told())
                .anySatisfy(
                        told ->
                                assertThat(told.sentence())
                                        .contains("FREEZE", "of the error budget left"));
        spent.command(CommandKind.ROLL_BACK, "ayse");
        assertThat(spent.phase()).isInstanceOf(Phase.RollingBack.class);
    }
}
