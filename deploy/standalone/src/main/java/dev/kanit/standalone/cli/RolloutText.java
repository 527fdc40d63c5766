package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.decision.explain.Show;
import dev.kanit.decision.plan.Unit;
import java.util.ArrayList;
import java.util.List;

/** Rollouts and decisions as a person reads them. */
final class RolloutText {

    private RolloutText() {}

    static String line(JsonNode rollout) {
        return "%-40s %-21s stage %d (%s)%s"
                .formatted(
                        rollout.path("rolloutId").asText(),
                        rollout.path("phase").asText(),
                        rollout.path("stageNumber").asInt(),
                        rollout.path("stageName").asText(),
                        reasons(rollout));
    }

    static String page(JsonNode rollout) {
        List<String> lines = new ArrayList<>();
        lines.add(line(rollout));
        lines.add(
                "%s %s → %s, plan %s"
                        .formatted(
                                rollout.path("service").asText(),
                                rollout.path("fromVersion").asText(),
                                rollout.path("toVersion").asText(),
                                rollout.path("planName").asText()));
        lines.add(
                "baked %s of %s; commander %s; decision %d; clock %s"
                        .formatted(
                                Show.duration(rollout.path("bakedMillis").asLong()),
                                Show.duration(rollout.path("bakeMillis").asLong()),
                                rollout.path("commander").asText("nobody"),
                                rollout.path("sequence").asLong(),
                                rollout.path("clock").asText()));
        lines.addAll(RitualText.of(rollout.path("ritual"), rollout.path("clock").asText()));
        for (JsonNode signal : rollout.path("signals")) {
            lines.add(
                    "  %-28s %12s  %-24s %s"
                            .formatted(
                                    signal.path("signal").asText(),
                                    value(signal),
                                    signal.path("limit").asText(),
                                    signal.path("verdict").asText()));
        }
        return String.join("\n", lines);
    }

    /** One decision of the event stream. */
    static String decision(JsonNode decision) {
        return "%s  %-24s %s"
                .formatted(
                        decision.path("decidedAt").asText(),
                        decision.path("kind").asText(),
                        decision.path("summary").asText());
    }

    private static String reasons(JsonNode rollout) {
        List<String> reasons = new ArrayList<>();
        rollout.path("reasons").forEach(reason -> reasons.add(reason.asText()));
        return reasons.isEmpty() ? "" : "  " + String.join(", ", reasons);
    }

    private static String value(JsonNode signal) {
        double value =
                signal.path("value").isNumber() ? signal.path("value").asDouble() : Double.NaN;
        return Unit.parse(signal.path("unit").asText())
                .map(unit -> Show.value(value, unit))
                .orElseGet(() -> Show.number(value));
    }
}
