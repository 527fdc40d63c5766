package dev.kanit.codec.check;

import java.time.Duration;
import java.util.List;

/**
 * Checks that belong together and run at the same time.
 *
 * @param name as the plan spells it, for example {@code preflight}
 * @param before how long before the planned first stage they run; the plan's speed is applied; >= 0
 * @param within limit for the whole group, in real time, whatever the plan's speed; > 0, at most
 *     {@link #MAX_WITHIN}
 * @param mayFail how many of the checks that are not optional may fail when people approve; >= 0
 * @param checks at least one, at most {@link #MAX_CHECKS}, in the plan's order
 */
public record CheckGroup(
        String name, Duration before, Duration within, int mayFail, List<Check> checks) {

    public static final int MAX_CHECKS = 64;
    public static final Duration MAX_WITHIN = Duration.ofMinutes(10);

    public CheckGroup {
        checks = List.copyOf(checks);
        if (before.isNegative()) {
            throw new IllegalArgumentException("before: " + before + " (expected: >= 0)");
        }
        if (!within.isPositive() || within.compareTo(MAX_WITHIN) > 0) {
            throw new IllegalArgumentException(
                    "within: " + within + " (expected: > 0 and <= " + MAX_WITHIN + ")");
        }
        if (mayFail < 0) {
            throw new IllegalArgumentException("mayFail: " + mayFail + " (expected: >= 0)");
        }
        if (checks.isEmpty() || checks.size() > MAX_CHECKS) {
            throw new IllegalArgumentException(
                    "checks: " + checks.size() + " (expected: 1 to " + MAX_CHECKS + ")");
        }
    }

    /** The same group with fewer checks, at least one of them. */
    public CheckGroup only(List<Check> some) {
        return new CheckGroup(name, before, within, mayFail, some);
    }
}
