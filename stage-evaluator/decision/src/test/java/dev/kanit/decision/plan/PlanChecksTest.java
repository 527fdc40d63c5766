package dev.kanit.decision.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.decision.plan.TreeLimits.Patience;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each record refuses what would make a rule silent, and says what it expected. */
final class PlanChecksTest {

    @Test
    void refusesAWeightOutsideOfTraffic() {
        assertThatThrownBy(() -> new Weight(101)).hasMessageContaining("expected: 0 to 100 %");
        assertThatThrownBy(() -> new Weight(Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void refusesAStageThatIsNotWatched() {
        assertThatThrownBy(() -> new Stage("5%", new Weight(5), Duration.ZERO))
                .hasMessage("bake: PT0S (expected: > 0)");
    }

    @Test
    void refusesATriggerWithoutCondition() {
        assertThatThrownBy(() -> new Trigger("t", List.of(), Duration.ZERO, new Effect.RollBack()))
                .hasMessage("t.when: [] (expected: at least one)");
    }

    @Test
    void refusesPatienceThatRollsBackBeforeItHolds() {
        assertThatThrownBy(() -> new Patience(Duration.ofMinutes(2), Duration.ofMinutes(2)))
                .hasMessageContaining("above holdAfter");
    }

    @Test
    void refusesAMitigationThatSetsNothing() {
        assertThatThrownBy(() -> new Effect.Mitigate(new TreeMap<>()))
                .hasMessageContaining("at least one setting");
    }

    @Test
    void refusesAWindowOnTheNewestReading() {
        assertThatThrownBy(() -> new Measure(Measure.Function.LATEST, 0, Duration.ofMinutes(1)))
                .hasMessageContaining("expected: 0 for LATEST");
        assertThatThrownBy(() -> new Measure(Measure.Function.MEAN, 0, Duration.ZERO))
                .hasMessageContaining("> 0 for MEAN");
    }

    @Test
    void limitThatMovesWithAnUnknownBaselineIsUnknown() {
        assertThat(new Limit.BaselineTimes(1.1).against(Double.NaN)).isNaN();
        assertThat(new Limit.BaselinePlus(20).against(Double.NaN)).isNaN();
        assertThat(new Limit.Fixed(5).against(Double.NaN)).isEqualTo(5);
        assertThat(new Limit.BaselinePlus(20).against(100)).isEqualTo(120);
    }
}
