package dev.kanit.decision.rollout;

import java.util.ArrayList;
import java.util.List;

/**
 * The roles that a command was sent with.
 *
 * @param authenticated whether the API knew the sender's roles; where it knows none of anybody, the
 *     installation's token opens everything, and whoever has it may do everything
 * @param held in the order of {@link Role}; a person without any may do nothing
 */
public record Roles(boolean authenticated, List<Role> held) {

    /** Stands in the place of roles where the installation's token was shown. No person's role. */
    public static final String INSTALLATION = "installation";

    /** The installation's token was shown; the API knows nobody's roles. */
    public static final Roles UNKNOWN = new Roles(false, List.of());

    public Roles {
        held = List.copyOf(held);
    }

    /**
     * The roles of these names. A name that is no role gives no right, and takes none away; without
     * any name there is no right at all.
     */
    public static Roles of(List<String> names) {
        List<Role> held = new ArrayList<>();
        for (Role role : Role.values()) {
            if (names.contains(role.spelling())) {
                held.add(role);
            }
        }
        return names.equals(List.of(INSTALLATION)) ? UNKNOWN : new Roles(true, held);
    }
}
