package dev.kanit.decision.plan;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/**
 * A time in which changes are frozen, by the wall clock of the plan's zone.
 *
 * @param name unique in the plan
 * @param clockChangeWeek whether it is of weeks only, Monday to Sunday, in which clocks change
 * @param days on which it begins; at least one
 * @param from its beginning
 * @param to its end, on the next day when it is not after {@code from}
 * @param only whether changes are allowed within these times, and frozen outside of them
 * @param blocks kinds of change that it freezes; empty for all that the plan does not allow
 */
public record FreezeWindow(
        String name,
        boolean clockChangeWeek,
        List<DayOfWeek> days,
        LocalTime from,
        LocalTime to,
        boolean only,
        List<String> blocks) {

    public FreezeWindow {
        days = List.copyOf(days);
        blocks = List.copyOf(blocks);
        if (days.isEmpty()) {
            throw new IllegalArgumentException(name + ".days: [] (expected: at least one)");
        }
    }

    /** Whether it is about a kind of change at all. */
    public boolean concerns(String change, List<String> allowed) {
        return blocks.isEmpty() ? !allowed.contains(change) : blocks.contains(change);
    }
}
