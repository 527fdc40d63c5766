package dev.kanit.decision.plan;

import java.time.Duration;
import java.util.List;

/**
 * An exact operator rule.
 *
 * @param name unique in the plan
 * @param when at least one; all must hold
 * @param forAtLeast how long they must hold without a break; zero fires at once
 * @param effect what follows
 */
public record Trigger(String name, List<Condition> when, Duration forAtLeast, Effect effect) {

    public Trigger {
        when = List.copyOf(when);
        if (when.isEmpty()) {
            throw new IllegalArgumentException(name + ".when: [] (expected: at least one)");
        }
        if (forAtLeast.isNegative()) {
            throw new IllegalArgumentException(name + ".for: " + forAtLeast + " (expected: >= 0)");
        }
    }
}
