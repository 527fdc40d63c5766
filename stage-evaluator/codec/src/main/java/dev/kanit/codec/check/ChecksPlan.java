package dev.kanit.codec.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All checks of a plan.
 *
 * @param groups in the plan's order; empty when the plan has no checks
 */
public record ChecksPlan(List<CheckGroup> groups) {

    public static final int MAX_GROUPS = 16;

    /** What a plan without {@code checks} has. */
    public static final ChecksPlan NONE = new ChecksPlan(List.of());

    public ChecksPlan {
        groups = List.copyOf(groups);
        if (groups.size() > MAX_GROUPS) {
            throw new IllegalArgumentException(
                    "groups: " + groups.size() + " (expected: <= " + MAX_GROUPS + ")");
        }
    }

    /**
     * How long before the first stage the earliest group begins; zero without groups. A group
     * begins this long after the rollout's start, less its own {@link CheckGroup#before}.
     */
    public Duration longestBefore() {
        return groups.stream()
                .map(CheckGroup::before)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The group of that name. */
    public Optional<CheckGroup> group(String name) {
        return groups.stream().filter(group -> group.name().equals(name)).findFirst();
    }
}
