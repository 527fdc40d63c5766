package dev.kanit.archiver.report;

import dev.kanit.archiver.document.Source;
import dev.kanit.wire.ConditionLook;
import dev.kanit.wire.RolloutDecision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How near something came to a condition that asks for a value above a limit.
 *
 * @param measure left side of the condition
 * @param condition as the plan spells it
 * @param share value over limit; from 1 the condition held
 */
record Nearness(String measure, String condition, double share, Source source) {

    private static final String ABOVE = " > ";

    /** The nearest that each measure came in any decision, nearest first. */
    static List<Nearness> of(List<Placed<RolloutDecision>> decisions) {
        Map<String, Nearness> nearest = new TreeMap<>();
        for (Placed<RolloutDecision> decision : decisions) {
            for (ConditionLook look : decision.record().getConditions()) {
                int above = look.getCondition().indexOf(ABOVE);
                Double value = look.getValue();
                Double limit = look.getLimit();
                if (above > 0 && value != null && limit != null && limit > 0 && value > 0) {
                    String measure = look.getCondition().substring(0, above);
                    Nearness found =
                            new Nearness(
                                    measure, look.getCondition(), value / limit, decision.source());
                    nearest.merge(
                            measure, found, (one, other) -> one.share >= other.share ? one : other);
                }
            }
        }
        List<Nearness> sorted = new ArrayList<>(nearest.values());
        sorted.sort(Comparator.comparingDouble(Nearness::share).reversed());
        return sorted;
    }
}
