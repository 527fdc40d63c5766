package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.decision.explain.Show;
import dev.kanit.decision.plan.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Checks, freeze, error budget and first night of a rollout as a person reads them. */
final class RitualText {

    private static final double WHOLE = 100;

    private RitualText() {}

    /** One line each of what there is; none for a plan that has nothing around its stages. */
    static List<String> of(JsonNode ritual, String clock) {
        List<String> lines = new ArrayList<>();
        if (ritual.path("checks").isObject()) {
            checks(ritual.path("checks"), lines);
        }
        JsonNode freeze = ritual.path("freeze");
        if (freeze.path("cause").isTextual()) {
            lines.add("frozen: " + freeze.path("cause").asText());
        }
        if (freeze.path("othersWait").asBoolean()) {
            lines.add(
                    "other changes wait"
                            + (freeze.path("othersUntil").isTextual()
                                    ? " until " + freeze.path("othersUntil").asText()
                                    : ""));
        }
        if (ritual.path("budget").isObject()) {
            lines.add(budget(ritual.path("budget")));
        }
        if (ritual.path("night").isObject()) {
            night(ritual.path("night"), clock, lines);
        }
        return lines;
    }

    private static void checks(JsonNode checks, List<String> lines) {
        lines.add(
                "checks %d/%d passed; T-0 at %s"
                        .formatted(
                                checks.path("passed").asInt(),
                                checks.path("counted").asInt(),
                                checks.path("plannedAt").asText()));
        for (JsonNode group : checks.path("groups")) {
            lines.add(
                    "  %-28s %d passed, %d failed, %d to come"
                            .formatted(
                                    group.path("name").asText(),
                                    group.path("passed").asInt(),
                                    group.path("failed").asInt(),
                                    group.path("pending").asInt()));
        }
        if (!checks.path("wanting").isEmpty()) {
            lines.add(
                    "against GO: %s; approvals still wanted: %d%s"
                            .formatted(
                                    joined(checks.path("wanting")),
                                    checks.path("approvalsWanted").asInt(),
                                    checks.path("approvers").isEmpty()
                                            ? ""
                                            : " (given by "
                                                    + joined(checks.path("approvers"))
                                                    + ")"));
        }
    }

    private static String budget(JsonNode budget) {
        return "error budget %s%% left; burn %s%s"
                .formatted(
                        Show.number(budget.path("left").asDouble() * WHOLE),
                        number(budget.path("burn")),
                        budget.path("lastsMillis").isNumber()
                                ? "; lasts "
                                        + lasting(budget.path("lastsMillis").asLong())
                                        + " at this rate"
                                : "");
    }

    private static void night(JsonNode night, String clock, List<String> lines) {
        Duration passed =
                Duration.between(Instant.parse(night.path("since").asText()), Instant.parse(clock));
        lines.add(
                "first night, %s of %s; next snapshot %s"
                        .formatted(
                                lasting(passed.toMillis()),
                                lasting(night.path("forMillis").asLong()),
                                night.path("nextSnapshotAt").asText()));
        for (JsonNode one : night.path("conditions")) {
            lines.add(
                    "  %-41s  %-10s %s"
                            .formatted(
                                    one.path("condition").asText(),
                                    value(one),
                                    one.path("verdict").asText()));
        }
    }

    private static String value(JsonNode condition) {
        double value =
                condition.path("value").isNumber()
                        ? condition.path("value").asDouble()
                        : Double.NaN;
        return Unit.parse(condition.path("unit").asText())
                .map(unit -> Show.value(value, unit))
                .orElseGet(() -> Show.number(value));
    }

    private static String number(JsonNode value) {
        return value.isNumber() ? Show.number(value.asDouble()) : "unknown";
    }

    /** Whole seconds are enough for people. */
    private static String lasting(long millis) {
        Duration time = Duration.ofMillis(millis);
        if (time.toDays() > 0) {
            return "%dd %dh".formatted(time.toDays(), time.toHoursPart());
        }
        return time.toHours() > 0
                ? "%dh %02dm".formatted(time.toHours(), time.toMinutesPart())
                : "%dm %02ds".formatted(time.toMinutes(), time.toSecondsPart());
    }

    private static String joined(JsonNode names) {
        List<String> all = new ArrayList<>();
        names.forEach(name -> all.add(name.asText()));
        return String.join(", ", all);
    }
}
