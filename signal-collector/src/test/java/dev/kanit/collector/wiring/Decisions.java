package dev.kanit.collector.wiring;

import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decisions as the evaluator writes them, with nothing in them that the collector ignores. */
public final class Decisions {

    private Decisions() {}

    public static RolloutDecision of(
            String rolloutId, DecisionKind kind, @Nullable String planText) {
        return RolloutDecision.newBuilder()
                .setRolloutId(rolloutId)
                .setDecisionId(rolloutId + "/1")
                .setSequence(1)
                .setGeneration(1)
                .setKind(kind)
                .setDecidedAt(Instant.EPOCH)
                .setPhase("baking")
                .setStageNumber(1)
                .setStageName("1%")
                .setWeightPercent(1)
                .setReasons(List.of())
                .setSummary("a decision of a test")
                .setSignals(List.of())
                .setConditions(List.of())
                .setInputs(List.of())
                .setPlanName("p")
                .setPlanDigest("")
                .setEvaluatorVersion("test")
                .setEvaluatorBuild("")
                .setPreviousDigest(ByteBuffer.allocate(0))
                .setPlan(planText)
                .build();
    }
}
