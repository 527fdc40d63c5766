package dev.kanit.archiver.report;

import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOrder;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalLook;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decisions of the reference rollout, v1.3.1 to v1.4.0. */
public final class SparkRollout {

    public static final ReportSpec SPEC =
            new ReportSpec(
                    "v1.4.0",
                    List.of(
                            new Column("api_p95", "p95", "ms"),
                            new Column("http_5xx_ratio", "5xx", "ratio"),
                            new Column("ws_staleness_p95", "ws_stale_p95", "s"),
                            new Column("risk_block_rate", "risk_block", "1/min"),
                            new Column("idempotency_conflict_ratio", "idemp_conflict", "ratio"),
                            new Column("csp_violation_rate", "csp_viol", "1/min"),
                            new Column("event_loop_lag_p95", "event-loop p95", "ms"),
                            new Column("gc_pause_avg", "GC avg", "ms")),
                    List.of(
                            "api_p95",
                            "http_5xx_ratio",
                            "ws_staleness_p95",
                            "idempotency_conflict_ratio",
                            "csp_violation_rate",
                            "event_loop_lag_p95",
                            "gc_pause_avg"));

    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final List<String> STAGES = List.of("1%", "5%", "25%", "50%", "100%");

    private SparkRollout() {}

    /** All five stages, {@code apart} from one another, to the end of the watch. */
    public static List<RolloutDecision> released(String rollout, Duration apart) {
        List<RolloutDecision> decisions = new ArrayList<>();
        for (int stage = 1; stage <= STAGES.size(); stage++) {
            Instant at = START.plus(apart.multipliedBy(stage - 1L));
            decisions.add(
                    decision(rollout, decisions.size() + 1, DecisionKind.STAGE_ENTERED, stage, at)
                            .build());
            decisions.add(
                    decision(rollout, decisions.size() + 1, DecisionKind.STAGE_PASSED, stage, at)
                            .build());
        }
        Instant end = START.plus(apart.multipliedBy(5));
        decisions.add(
                decision(rollout, decisions.size() + 1, DecisionKind.PROMOTED, 5, end).build());
        decisions.add(
                decision(rollout, decisions.size() + 1, DecisionKind.COMPLETED, 5, end).build());
        return decisions;
    }

    /** One stage, then a trigger. */
    public static List<RolloutDecision> rolledBack(String rollout) {
        return List.of(
                decision(rollout, 1, DecisionKind.STAGE_PASSED, 1, START).build(),
                decision(rollout, 2, DecisionKind.ROLLBACK_ORDERED, 2, START.plusSeconds(600))
                        .setTrigger("http-5xx-critical")
                        .setReasons(List.of("TRIGGER_FIRED"))
                        .setOrder(
                                ActionOrder.newBuilder()
                                        .setActionId(rollout + "/2")
                                        .setKind(ActionKind.ROLL_BACK)
                                        .setWeightPercent(0)
                                        .setFromVersion("v1.3.1")
                                        .setToVersion("v1.4.0")
                                        .setActuator("http")
                                        .setActuatorSettings(Map.of())
                                        .setSettings(Map.of())
                                        .setLimitMillis(1)
                                        .build())
                        .build(),
                decision(rollout, 3, DecisionKind.ROLLED_BACK, 2, START.plusSeconds(610)).build());
    }

    public static RolloutDecision.Builder decision(
            String rollout, long sequence, DecisionKind kind, int stage, Instant at) {
        return RolloutDecision.newBuilder()
                .setRolloutId(rollout)
                .setDecisionId(rollout + "/" + sequence)
                .setSequence(sequence)
                .setGeneration(stage)
                .setKind(kind)
                .setDecidedAt(at)
                .setPhase("baking")
                .setStageNumber(stage)
                .setStageName(STAGES.get(stage - 1))
                .setWeightPercent(1)
                .setReasons(List.of())
                .setSummary("summary")
                .setSignals(signals())
                .setConditions(List.of())
                .setInputs(List.of())
                .setPlanName("spark")
                .setPlanDigest("00")
                .setEvaluatorVersion("test")
                .setEvaluatorBuild("00")
                .setPreviousDigest(ByteBuffer.allocate(0));
    }

    private static List<SignalLook> signals() {
        return List.of(
                look("api_p95", 142.4, "ms", "<= 200ms", null),
                look("http_5xx_ratio", 0.0031, "ratio", "<= 1%", null),
                look("ws_staleness_p95", 11.2, "s", "<= 30s", null),
                look("risk_block_rate", 0.1, "1/min", "< 0.5/min", null),
                look("idempotency_conflict_ratio", 0.0021, "ratio", "<= 1%", null),
                look("csp_violation_rate", 3.12, "1/min", "<= baseline + 10%", 3.0),
                look("event_loop_lag_p95", 12.3, "ms", "<= 50ms", null),
                look("gc_pause_avg", 8.0, "ms", "<= 20ms", null));
    }

    private static SignalLook look(
            String signal, double value, String unit, String limit, @Nullable Double baseline) {
        return SignalLook.newBuilder()
                .setSignal(signal)
                .setValue(value)
                .setUnit(unit)
                .setLimit(limit)
                .setBaseline(baseline)
                .setSamples(null)
                .setVerdict("PASS")
                .build();
    }
}
