package dev.kanit.standalone.demo;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How the demonstration ended.
 *
 * @param outcome {@code COMPLETED}, {@code ROLLED_BACK}, {@code MITIGATED}, {@code ROLLBACK_FAILED}
 *     or {@code TIMED_OUT}
 * @param trigger that fired, or the reason code of the rollback; empty when there was none
 * @param stage the last one, from 1
 * @param stagesPassed stages that baked to their end
 * @param dataPoints golden signals judged at passed stages
 * @param rollbacks ordered
 * @param holds decided
 * @param breachToDecisionMillis from the first breaching sample until the decision was visible
 * @param decisionToTrafficZeroMillis from then until the canary had no traffic
 * @param oneLiner the release in one line; empty when there is nothing to release
 * @param ritual what was before the stages and after them
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
        Ritual ritual,
        Path evidenceDir,
        Optional<Path> evidenceBundle) {

    /**
     * What was before the stages and after them, as the records have it.
     *
     * @param checksPassed checks that passed, attested ones included
     * @param checksTotal checks of the plan
     * @param goNoGo the newest of {@code GO} and {@code NO_GO}; empty when neither was said
     * @param evidenceItems that {@code kanit evidence list} lists
     * @param firstNight {@code STABLE}, {@code ROLLED_BACK}, {@code ROLLBACK_FAILED} or {@code
     *     WATCHING}; empty when it never began
     * @param nightSnapshots told of during the night
     * @param burn1h burn rate over an hour, at the newest look of the night
     * @param burn6h the same over 6 h
     * @param burn24h the same over 24 h
     */
    public record Ritual(
            int checksPassed,
            int checksTotal,
            String goNoGo,
            int evidenceItems,
            String firstNight,
            int nightSnapshots,
            OptionalDouble burn1h,
            OptionalDouble burn6h,
            OptionalDouble burn24h) {}

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
        json.put("checksPassed", ritual.checksPassed());
        json.put("checksTotal", ritual.checksTotal());
        json.put("goNoGo", ritual.goNoGo().isEmpty() ? null : ritual.goNoGo());
        json.put("evidenceItems", ritual.evidenceItems());
        json.put("firstNight", ritual.firstNight().isEmpty() ? null : ritual.firstNight());
        json.put("burn1h", boxed(ritual.burn1h()));
        json.put("burn6h", boxed(ritual.burn6h()));
        json.put("burn24h", boxed(ritual.burn24h()));
        json.put("oneLiner", oneLiner.isEmpty() ? null : oneLiner);
        json.put("evidenceDir", evidenceDir.toString());
        json.put("evidenceBundle", evidenceBundle.map(Path::toString).orElse(null));
        return json;
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
