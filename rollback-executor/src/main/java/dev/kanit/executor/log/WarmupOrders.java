package dev.kanit.executor.log;

import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOrder;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Decisions that nobody made, for an executor that warms up. */
final class WarmupOrders {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private WarmupOrders() {}

    static RolloutDecision rollBack(String rollout, String actuator) {
        return RolloutDecision.newBuilder()
                .setRolloutId(rollout)
                .setDecisionId(rollout + "/1")
                .setSequence(1)
                .setGeneration(1)
                .setKind(DecisionKind.ROLLBACK_ORDERED)
                .setDecidedAt(Instant.EPOCH)
                .setPhase("rolling-back")
                .setStageNumber(1)
                .setStageName("none")
                .setWeightPercent(25)
                .setReasons(List.of())
                .setSummary("warm-up")
                .setSignals(List.of())
                .setConditions(List.of())
                .setInputs(List.of())
                .setPlanName("warm-up")
                .setPlanDigest("00")
                .setEvaluatorVersion("none")
                .setEvaluatorBuild("00")
                .setPreviousDigest(ByteBuffer.allocate(0))
                .setOrder(
                        ActionOrder.newBuilder()
                                .setActionId(rollout + "/1")
                                .setKind(ActionKind.ROLL_BACK)
                                .setWeightPercent(0)
                                .setFromVersion("v1")
                                .setToVersion("v2")
                                .setActuator(actuator)
                                .setActuatorSettings(Map.of())
                                .setSettings(Map.of())
                                .setLimitMillis(LIMIT.toMillis())
                                .build())
                .build();
    }
}
