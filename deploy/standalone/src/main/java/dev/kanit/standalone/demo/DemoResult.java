package dev.kanit.standalone.demo;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How the demonstration ended.
 *
 * @param outcome {@code COMPLETED}, {@code ROLLED_BACK}, {@code ROLLBACK_FAILED} or {@code
 *     TIMED_OUT}
 * @param trigger that fired, or the reason code of the rollback; empty when there was none
 * @param stage the last one, from 1
 * @param stagesPassed stages that baked to their end
 * @param dataPoints golden signals judged at passed stages
 * @param rollbacks ordered
 * @param holds decided
 * @param breachToDecisionMillis from the first breaching sample until the decision was visible
 * @param decisionToTrafficZeroMillis from then until the canary had no traffic
 * @param oneLiner the release in one line; empty when there is nothing to release
 * @param evidenceDir where the rollout's evidence lies
 * @param evidenceBundle the portable bundle; empty while the rollout is open
 */
public record DemoResult(
        String scenario,
        String outcome,
        String trigger,
        int stage,
        int stagesPassed,
        int dataPoints,
        int rollbacks,
        int holds,
        OptionalLong breachToDecisionMillis,
        OptionalLong decisionToTrafficZeroMillis,
        String oneLiner,
        Path evidenceDir,
        Optional<Path> evidenceBundle) {

    /** In the documented order, null where nothing was measured. */
    public Map<String, @Nullable Object> asJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("scenario", scenario);
        json.put("outcome", outcome);
        json.put("trigger", trigger.isEmpty() ? null : trigger);
        json.put("stage", stage);
        json.put("stagesPassed", stagesPassed);
        json.put("dataPoints", dataPoints);
        json.put("rollbacks", rollbacks);
        json.put("holds", holds);
        json.put("breachToDecisionMillis", boxed(breachToDecisionMillis));
        json.put("decisionToTrafficZeroMillis", boxed(decisionToTrafficZeroMillis));
        json.put("oneLiner", oneLiner.isEmpty() ? null : oneLiner);
        json.put("evidenceDir", evidenceDir.toString());
        json.put("evidenceBundle", evidenceBundle.map(Path::toString).orElse(null));
        return json;
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
