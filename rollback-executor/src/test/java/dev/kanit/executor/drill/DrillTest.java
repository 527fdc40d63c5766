package dev.kanit.executor.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.FakeRouter;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.http.HttpActuatorKind;
import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOrder;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.StepOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DrillTest {

    private final FakeRouter router = new FakeRouter(25);
    private final HttpActuatorKind http = new HttpActuatorKind(_ -> "", Duration.ofSeconds(10));

    @AfterEach
    void close() {
        router.close();
        http.close();
    }

    @Test
    void aDrillTellsEveryStepAndTouchesNothing() {
        List<ActionOutcome> steps = Drill.run(rollback(), Actuators.of(http));

        assertThat(steps).hasSize(6).allMatch(ActionOutcome::getDryRun);
        assertThat(steps.getFirst().getDetail()).isEqualTo("would do: canary weight 25 % → 0 %");
        assertThat(steps.get(1).getDetail()).contains("v1.4.0 → v1.3.1");
        assertThat(steps.getLast().getFinished()).isTrue();
        assertThat(router.effects()).isEmpty();
        assertThat(router.weightPercent()).isEqualTo(25);
        assertThat(router.orders()).isZero();
    }

    @Test
    void aDrillSaysWhatWouldStandInTheWay() {
        router.stableReady = false;

        ActionOutcome first = Drill.run(rollback(), Actuators.of(http)).getFirst();

        assertThat(first.getOutcome()).isEqualTo(StepOutcome.UNREACHABLE);
        assertThat(first.getDetail()).startsWith("would wait: stable v1.3.1 is not ready");
    }

    private ActionOrder rollback() {
        return ActionOrder.newBuilder()
                .setActionId("spark/drill")
                .setKind(ActionKind.ROLL_BACK)
                .setWeightPercent(0)
                .setFromVersion("v1.3.1")
                .setToVersion("v1.4.0")
                .setActuator("http")
                .setActuatorSettings(router.actuatorSettings())
                .setSettings(Map.of())
                .setLimitMillis(1_000)
                .build();
    }
}
