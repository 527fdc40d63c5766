package dev.kanit.decision.plan;

import java.time.Duration;
import java.util.List;

/**
 * Checks that run together and are concluded by one rule. Only checks that are not optional count.
 *
 * @param name {@code preflight}, {@code go-no-go} …
 * @param at how long before the planned first stage they run; &gt;= 0
 * @param within how long they may take together; positive
 * @param pass so many passed checks are enough; 0 to {@link #counted()}
 * @param conditionalPass so many are enough when people approve; 0 to {@code pass}
 * @param checks at least one; names unique
 */
public record CheckGroup(
        String name,
        Duration at,
        Duration within,
        int pass,
        int conditionalPass,
        List<PlannedCheck> checks) {

    public CheckGroup {
        checks = List.copyOf(checks);
        if (checks.isEmpty()) {
            throw new IllegalArgumentException(name + ": no checks (expected: at least one)");
        }
        if (at.isNegative() || !within.isPositive()) {
            throw new IllegalArgumentException(
                    name + ": at " + at + ", within " + within + " (expected: >= 0 and > 0)");
        }
        if (conditionalPass < 0 || pass < conditionalPass || pass > counted(checks)) {
            throw new IllegalArgumentException(
                    name
                            + ": pass "
                            + pass
                            + ", conditional "
                            + conditionalPass
                            + " (expected: 0 <= conditional <= pass <= "
                            + counted(checks)
                            + ")");
        }
    }

    /** All checks that are not optional must pass, except {@code mayFail} that people approve. */
    public static CheckGroup allBut(
            int mayFail, String name, Duration at, Duration within, List<PlannedCheck> checks) {
        int counted = counted(checks);
        return new CheckGroup(name, at, within, counted, Math.max(0, counted - mayFail), checks);
    }

    /** Checks that are not optional. */
    public int counted() {
        return counted(checks);
    }

    private static int counted(List<PlannedCheck> checks) {
        return (int) checks.stream().filter(check -> !check.optional()).count();
    }
}
