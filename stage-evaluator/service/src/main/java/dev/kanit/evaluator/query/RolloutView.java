package dev.kanit.evaluator.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rollout as the API shows it; field by field in docs/openapi/stage-evaluator.yaml. Every field
 * is always there, even if it is empty or null: a missing one would leave open why.
 *
 * @param stageNumber from 1; 0 before the first stage
 * @param reasons what holds it; empty when nothing does
 * @param commander the incident commander, or null
 * @param clock event time of the newest input, ISO 8601
 * @param bakedMillis time in which all signals passed, in a baking stage; else 0
 * @param everyMillis time between two snapshots, as the plan has it
 * @param ritual what goes on around the stages
 * @param owner host:port of the instance that decides it; empty when there is only one
 */
@JsonInclude
public record RolloutView(
        String rolloutId,
        String phase,
        int stageNumber,
        String stageName,
        double weightPercent,
        List<String> reasons,
        @Nullable String commander,
        long sequence,
        long generation,
        String clock,
        String planName,
        String planDigest,
        String service,
        String fromVersion,
        String toVersion,
        long bakedMillis,
        long bakeMillis,
        long everyMillis,
        List<SignalView> signals,
        RitualView ritual,
        String owner) {

    /** A golden signal. Value, baseline and samples are null when unknown. */
    @JsonInclude
    public record SignalView(
            String signal,
            @Nullable Double value,
            String unit,
            String limit,
            @Nullable Double baseline,
            @Nullable Long samples,
            String verdict) {}

    /** Whether a rollout in this phase is over: nothing changes it any more. */
    public static boolean isClosed(String phase) {
        return phase.equals("rolled-back")
                || phase.equals("completed")
                || phase.equals("failure-closed");
    }

    public RolloutView {
        reasons = List.copyOf(reasons);
        signals = List.copyOf(signals);
    }
}
