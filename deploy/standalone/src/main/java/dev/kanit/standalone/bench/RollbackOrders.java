package dev.kanit.standalone.bench;

import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOrder;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Decisions that roll back, as the evaluator writes them. */
final class RollbackOrders {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private RollbackOrders() {}

    /** Rolls back {@code rollout}, whose canary Ingress has its name. */
    static RolloutDecision decision(String rollout, int round, String namespace) {
        long generation = round + 1L;
        return RolloutDecision.newBuilder()
                .setRolloutId(rollout)
                .setDecisionId(rollout + "/1")
                .setSequence(1)
                .setGeneration(generation)
                .setKind(DecisionKind.ROLLBACK_ORDERED)
                .setDecidedAt(Instant.now())
                .setPhase("rolling-back")
                .setStageNumber(1)
                .setStageName("25%")
                .setWeightPercent(25)
                .setReasons(List.of("TRIGGER_FIRED"))
                .setSummary("ROLLBACK")
                .setSignals(List.of())
                .setConditions(List.of())
                .setInputs(List.of())
                .setPlanName("bench")
                .setPlanDigest("00")
                .setEvaluatorVersion("bench")
                .setEvaluatorBuild("00")
                .setPreviousDigest(ByteBuffer.allocate(0))
                .setOrder(
                        ActionOrder.newBuilder()
                                .setActionId(rollout + "/1")
                                .setKind(ActionKind.ROLL_BACK)
                                .setWeightPercent(0)
                                .setFromVersion("v1")
                                .setToVersion("v2")
                                .setActuator("ingress")
                                .setActuatorSettings(
                                        Map.of(
                                                "namespace",
                                                namespace,
                                                "canary",
                                                rollout,
                                                "stableDeployment",
                                                "spark"))
                                .setSettings(Map.of())
                                .setLimitMillis(LIMIT.toMillis())
                                .build())
                .build();
    }
}
