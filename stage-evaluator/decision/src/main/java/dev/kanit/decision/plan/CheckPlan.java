package dev.kanit.decision.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All checks of a plan. A check is known by its place in {@link #checks()}.
 *
 * @param groups 1 to {@value #MAX_GROUPS}
 */
public record CheckPlan(List<CheckGroup> groups) {

    public static final int MAX_GROUPS = 16;

    /** Bounds the state of a rollout. */
    public static final int MAX_CHECKS = 1024;

    public CheckPlan {
        groups = List.copyOf(groups);
        if (groups.isEmpty() || groups.size() > MAX_GROUPS) {
            throw new IllegalArgumentException(
                    "groups: " + groups.size() + " (expected: 1 to " + MAX_GROUPS + ")");
        }
        int checks = groups.stream().mapToInt(group -> group.checks().size()).sum();
        if (checks > MAX_CHECKS) {
            throw new IllegalArgumentException(
                    "checks: " + checks + " (expected: <= " + MAX_CHECKS + ")");
        }
    }

    /** All checks, group by group, in the plan's order. */
    public List<PlannedCheck> checks() {
        List<PlannedCheck> all = new ArrayList<>();
        groups.forEach(group -> all.addAll(group.checks()));
        return all;
    }

    /** A check's place, or -1. */
    public int indexOf(String name) {
        int index = 0;
        for (CheckGroup group : groups) {
            for (PlannedCheck check : group.checks()) {
                if (check.name().equals(name)) {
                    return index;
                }
                index++;
            }
        }
        return -1;
    }

    /** How long before the first stage the earliest group runs. */
    public Duration longestAt() {
        return groups.stream().map(CheckGroup::at).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
