package dev.kanit.decision.plan;

import java.util.List;

/** What a trigger waits for. */
public sealed interface Condition {

    /**
     * One comparison.
     *
     * @param text as the plan spells it, for people
     */
    record Comparison(Measure left, Comparator comparator, Limit right, String text)
            implements Condition {}

    /** Holds when at least one of its comparisons does. */
    record AnyOf(List<Comparison> alternatives) implements Condition {
        public AnyOf {
            alternatives = List.copyOf(alternatives);
            if (alternatives.isEmpty()) {
                throw new IllegalArgumentException("any: [] (expected: at least one condition)");
            }
        }
    }
}
