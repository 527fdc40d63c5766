package dev.kanit.executor.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PastDrillTest {

    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void aDrillIsComparedWithTheOneBeforeOfTheSamePlan() {
        List<ActionOutcome> outcomes = new ArrayList<>();
        outcomes.addAll(drill("drill-shop-100", START, 700, StepOutcome.APPLIED));
        outcomes.addAll(drill("drill-other-150", START.plusSeconds(50), 10, StepOutcome.APPLIED));
        outcomes.addAll(
                drill("drill-shop-200", START.plusSeconds(100), 2_000, StepOutcome.APPLIED));

        List<PastDrill> past = PastDrill.of(outcomes);

        assertThat(past).extracting(PastDrill::plan).containsExactly("shop", "other", "shop");
        assertThat(past.getLast().before()).contains(Duration.ofMillis(1_400));
        assertThat(past.getLast().rollback()).isEqualTo(Duration.ofSeconds(4));
        assertThat(past).extracting(PastDrill::isSlower).containsExactly(false, false, true);
    }

    @Test
    void aStepThatCouldNotBeDoneIsNamed() {
        assertThat(PastDrill.of(drill("drill-shop-1", START, 5, StepOutcome.UNREACHABLE)))
                .first()
                .satisfies(
                        one -> assertThat(one.failed()).containsExactly("stop-canary", "restart"));
    }

    @Test
    void realActionsAreNoDrills() {
        List<ActionOutcome> real =
                drill("shop-1", START, 5, StepOutcome.APPLIED).stream()
                        .peek(one -> one.setDryRun(false))
                        .toList();
        assertThat(PastDrill.of(real)).isEmpty();
    }

    static List<ActionOutcome> drill(
            String name, Instant at, long millisAStep, StepOutcome outcome) {
        return List.of(
                step(name, at, 1, "stop-canary", millisAStep, outcome),
                step(name, at, 2, "restart", millisAStep, outcome));
    }

    private static ActionOutcome step(
            String name, Instant at, int number, String step, long millis, StepOutcome outcome) {
        return ActionOutcome.newBuilder()
                .setRolloutId(name)
                .setActionId(name + "/1")
                .setGeneration(0)
                .setKind(ActionKind.ROLL_BACK)
                .setStep(step)
                .setStepNumber(number)
                .setStepCount(2)
                .setOutcome(outcome)
                .setFinished(number == 2)
                .setStartedAt(at)
                .setDurationMicros(millis * 1_000)
                .setDryRun(true)
                .setExecutor("drill")
                .build();
    }
}
