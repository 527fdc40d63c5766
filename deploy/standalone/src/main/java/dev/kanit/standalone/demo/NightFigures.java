package dev.kanit.standalone.demo;

import dev.kanit.decision.explain.Looks;
import dev.kanit.wire.ConditionLook;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a decision's record says of the first night, in the plan's own time.
 *
 * @param decision that looked at the night's conditions
 * @param speed by which the rehearsal divided every duration
 */
record NightFigures(RolloutDecision decision, double speed) {

    private static final Pattern BUDGET = Pattern.compile("error budget (-?[0-9.]+%) left");
    private static final String BURN = "burn(";
    private static final String TOTAL = "total(";

    /** The burn rate over a window of the plan; empty when the record has none. */
    OptionalDouble burn(Duration window) {
        return looks().stream()
                .filter(look -> look.getCondition().startsWith(BURN))
                .filter(look -> window(look).equals(window))
                .map(ConditionLook::getValue)
                .filter(value -> value != null && Double.isFinite(value))
                .mapToDouble(Double::doubleValue)
                .findFirst();
    }

    /**
     * All of it in a line.
     *
     * @param shown signals that have a column of their own
     */
    String line(List<String> shown) {
        List<String> burns = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (ConditionLook look : looks()) {
            String mark = look.getVerdict().equals("FIRED") ? " BROKEN" : "";
            String condition = look.getCondition();
            if (condition.startsWith(BURN)) {
                String burn = hours(window(look)) + " " + number(look.getValue()) + mark;
                if (!burns.contains(burn)) {
                    burns.add(burn);
                }
            } else if (condition.startsWith(TOTAL)) {
                parts.add(
                        "%s %s of %s%s"
                                .formatted(
                                        condition.substring(TOTAL.length(), condition.indexOf(')')),
                                        count(look.getValue()),
                                        count(look.getLimit()),
                                        mark));
            } else if (shown.stream().noneMatch(condition::startsWith) || !mark.isEmpty()) {
                parts.add(condition + ": " + number(look.getValue()) + look.getUnit() + mark);
            }
        }
        if (!burns.isEmpty()) {
            parts.addFirst("burn " + String.join(", ", burns));
        }
        Matcher budget = BUDGET.matcher(decision.getSummary());
        if (budget.find()) {
            parts.add("budget " + budget.group(1));
        }
        return String.join("; ", parts);
    }

    private List<ConditionLook> looks() {
        return decision.getConditions().stream()
                .filter(look -> look.getRule().equals(Looks.NIGHT))
                .toList();
    }

    /** As the plan has it; what the rehearsal lost by rounding is put back. */
    private Duration window(ConditionLook look) {
        return Duration.ofMinutes(Math.round(look.getWindowMillis() * speed / 60_000));
    }

    /** What adds up in a rehearsal adds up for a shorter time. */
    private String count(@Nullable Double value) {
        return value == null ? "–" : String.valueOf(Math.round(value * speed));
    }

    private static String number(@Nullable Double value) {
        return value == null || !Double.isFinite(value)
                ? "–"
                : String.valueOf(Math.round(value * 100) / 100.0);
    }

    private static String hours(Duration window) {
        return window.toMinutesPart() == 0 ? window.toHours() + "h" : window.toMinutes() + "m";
    }
}
