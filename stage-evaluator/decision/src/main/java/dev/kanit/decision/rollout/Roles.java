package dev.kanit.decision.rollout;

import java.util.ArrayList;
import java.util.List;

/**
 * The roles that a command was sent with.
 *
 * @param authenticated whether the API knew the sender's roles; where it knows none of anybody, one
 *     token opens everything, and everybody may do everything
 * @param held in the order of {@link Role}
 */
public record Roles(boolean authenticated, List<Role> held) {

    /** The API knows people by name only. */
    public static final Roles UNKNOWN = new Roles(false, List.of());

    public Roles {
        held = List.copyOf(held);
    }

    /** The roles of these names. A name that is no role gives no right, and takes none away. */
    public static Roles of(List<String> names) {
        List<Role> held = new ArrayList<>();
        for (Role role : Role.values()) {
            if (names.contains(role.spelling())) {
                held.add(role);
            }
        }
        return names.isEmpty() ? UNKNOWN : new Roles(true, held);
    }
}
