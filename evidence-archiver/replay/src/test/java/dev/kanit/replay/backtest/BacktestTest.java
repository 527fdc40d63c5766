package dev.kanit.replay.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.replay.ChangedDecision;
import dev.kanit.replay.Recording;
import dev.kanit.replay.backtest.Truth.Label;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BacktestTest {

    private static final String BUNDLE = "shop-1.evidence.zip";

    private final Recording rolledBack = Recording.started().rolledBack();

    @Test
    void theSamePlanChangesNothing() {
        Comparison same = compared(Recording.PLAN, Labels.none());

        assertThat(same.changes()).isEmpty();
        assertThat(same.isWorse()).isFalse();
        assertThat(same.isReproduced()).isTrue();
        assertThat(same.gained()).contains(Duration.ZERO);
        assertThat(same.then().cause()).isEqualTo("slow");
    }

    @Test
    void aShorterPatienceGainsTime() {
        Comparison shorter = compared(Recording.PLAN.replace("for: 3s", "for: 1s"), Labels.none());

        assertThat(shorter.gained()).contains(Duration.ofSeconds(2));
        assertThat(shorter.isWorse()).isFalse();
    }

    @Test
    void aLooserLimitMissesWithinTheRecording() {
        Comparison looser =
                compared(
                        Recording.PLAN.replace("latency > 400ms", "latency > 900ms"),
                        Labels.none());

        assertThat(looser.standingNow()).isEqualTo(Standing.MISS);
        assertThat(looser.isWorse()).isTrue();
        assertThat(looser.now().phase()).isEqualTo("rollback-recommended");
        assertThat(looser.changes())
                .extracting(ChangedDecision::recorded)
                .anyMatch(words -> words.contains("ROLLBACK_ORDERED"));
    }

    @Test
    void aFalseAlarmThatStaysAwayIsBetter() {
        Labels labels = new Labels(Map.of(Recording.ID, new Truth(Label.GOOD, Optional.empty())));

        Comparison looser =
                compared(Recording.PLAN.replace("latency > 400ms", "latency > 900ms"), labels);

        assertThat(looser.isBetter()).isTrue();
        assertThat(looser.isWorse()).isFalse();
    }

    @Test
    void anotherServiceIsNotAsked() {
        String other = Recording.PLAN.replace("service: shop", "service: cellar");

        assertThat(ask(new Backtest(plan(other), Labels.none())))
                .isEqualTo(new PastCase.NotApplicable(BUNDLE, "service: shop (expected: cellar)"));
    }

    @Test
    void anotherNameIsAskedSinceItChangesWithTheRelease() {
        String renamed = Recording.PLAN.replace("plan: shop-1", "plan: shop-2");

        assertThat(ask(new Backtest(plan(renamed), Labels.none())))
                .isInstanceOf(PastCase.Compared.class);
    }

    @Test
    void aRolloutCountsOnce() {
        Backtest backtest = new Backtest(plan(Recording.PLAN), Labels.none());

        assertThat(ask(backtest)).isInstanceOf(PastCase.Compared.class);
        assertThat(ask(backtest))
                .isInstanceOfSatisfying(
                        PastCase.Unusable.class,
                        twice -> assertThat(twice.reason()).startsWith("DUPLICATE"));
    }

    @Test
    void aRolloutThatIsNotOverCannotBeUsed() {
        PastRollout running =
                new PastRollout(
                        BUNDLE, Recording.started().seconds(2, 100).rollout(), Recording.PLAN);

        assertThat(new Backtest(plan(Recording.PLAN), Labels.none()).ask(running))
                .isInstanceOfSatisfying(
                        PastCase.Unusable.class,
                        open -> assertThat(open.reason()).startsWith("NEVER_CLOSED"));
    }

    @Test
    void anOwnPlanThatCannotBeReadCannotBeUsed() {
        PastRollout strange = new PastRollout(BUNDLE, rolledBack.rollout(), "plan: [");

        assertThat(new Backtest(plan(Recording.PLAN), Labels.none()).ask(strange))
                .isInstanceOfSatisfying(
                        PastCase.Unusable.class,
                        unreadable ->
                                assertThat(unreadable.reason()).startsWith("PLAN_UNREADABLE"));
    }

    private Comparison compared(String text, Labels labels) {
        if (ask(new Backtest(plan(text), labels)) instanceof PastCase.Compared(Comparison one)) {
            return one;
        }
        throw new AssertionError(ask(new Backtest(plan(text), labels)));
    }

    private PastCase ask(Backtest backtest) {
        return backtest.ask(new PastRollout(BUNDLE, rolledBack.rollout(), Recording.PLAN));
    }

    private static PlanFile plan(String text) {
        if (PlanReader.read(text) instanceof PlanReading.Accepted(PlanFile file)) {
            return file;
        }
        throw new AssertionError(PlanReader.read(text));
    }
}
