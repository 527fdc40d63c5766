package dev.kanit.decision.plan;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * When changes are frozen.
 *
 * @param from how long before the first stage others' changes are frozen; &gt;= 0
 * @param until how long after the last stage that lasts; &gt;= 0
 * @param zone whose wall clock the windows are of, for example {@code Europe/Istanbul}
 * @param allow kinds of change that no window freezes unless it names them
 * @param windows at most {@value #MAX_WINDOWS}; names unique
 * @param budgetBelow share of the error budget below which all is frozen; empty for never
 */
public record FreezePlan(
        Duration from,
        Duration until,
        String zone,
        List<String> allow,
        List<FreezeWindow> windows,
        OptionalDouble budgetBelow) {

    public static final int MAX_WINDOWS = 32;

    public FreezePlan {
        allow = List.copyOf(allow);
        windows = List.copyOf(windows);
        if (from.isNegative() || until.isNegative()) {
            throw new IllegalArgumentException("from, until (expected: >= 0)");
        }
        if (windows.size() > MAX_WINDOWS) {
            throw new IllegalArgumentException(
                    "windows: " + windows.size() + " (expected: <= " + MAX_WINDOWS + ")");
        }
    }
}
