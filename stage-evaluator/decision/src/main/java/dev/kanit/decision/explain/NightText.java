package dev.kanit.decision.explain;

import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.Unit;
import dev.kanit.decision.rollout.ErrorBudget;
import dev.kanit.decision.rollout.NightFinding;
import dev.kanit.decision.rollout.NightWatch;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Truth;
import java.util.ArrayList;
import java.util.List;

/** What is said of the first night, of burn rates and of the freeze around a rollout. */
final class NightText {

    private static final double WHOLE = 100;

    private NightText() {}

    static String of(RolloutState state, long atMillis) {
        NightWatch night = state.proceedings().night().orElseThrow();
        List<String> parts = new ArrayList<>();
        NightFinding.of(state).forEach(finding -> parts.add(shown(finding)));
        ErrorBudget.of(state).map(NightText::budget).ifPresent(parts::add);
        return "First night, "
                + Show.duration(atMillis - night.sinceMillis())
                + " of "
                + Show.duration(state.plan().watch().toMillis())
                + ": "
                + String.join("; ", parts);
    }

    /** The broken conditions with this name. */
    static String broken(RolloutState state, Reason reason) {
        List<String> parts = new ArrayList<>();
        for (NightFinding finding : NightFinding.of(state)) {
            if (finding.reason() == reason && finding.truth() == Truth.CLEAR) {
                parts.add(shown(finding));
            }
        }
        return String.join("; ", parts);
    }

    static String freeze(RolloutPlan plan) {
        return plan.ritual()
                .freeze()
                .map(
                        freeze ->
                                "; other changes are frozen until "
                                        + Show.duration(freeze.until().toMillis())
                                        + " after the last stage")
                .orElse("");
    }

    static String freezeEnds(RolloutPlan plan) {
        return plan.ritual()
                .freeze()
                .filter(freeze -> freeze.until().isPositive())
                .filter(freeze -> freeze.until().compareTo(plan.watch()) <= 0)
                .map(_ -> "; the freeze of other changes is over")
                .orElse("");
    }

    private static String shown(NightFinding finding) {
        String value =
                Unit.parse(finding.unit())
                        .map(unit -> Show.value(finding.value(), unit))
                        .orElse(Show.number(finding.value()));
        return finding.condition()
                + " is "
                + value
                + (finding.truth() == Truth.CLEAR ? ", BROKEN" : "");
    }

    private static String budget(ErrorBudget budget) {
        return "error budget "
                + Show.number(budget.left() * WHOLE)
                + "% left"
                + budget.lasts()
                        .map(
                                lasts ->
                                        ", lasts "
                                                + Show.duration(lasts.toMillis())
                                                + " at this rate")
                        .orElse("");
    }
}
