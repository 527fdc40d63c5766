package dev.kanit.decision.rollout;

import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import java.util.List;

/**
 * Which roles may send which command. That the sender steers besides, because nobody else is in
 * command, is asked after this.
 */
public final class Permissions {

    private static final List<Role> ANYBODY = List.of(Role.values());
    private static final List<Role> STEERING = List.of(Role.OPERATOR, Role.INCIDENT_COMMANDER);
    private static final List<Role> COMMANDING = List.of(Role.INCIDENT_COMMANDER);
    private static final List<Role> ANSWERING =
            List.of(Role.OPERATOR, Role.INCIDENT_COMMANDER, Role.APPROVER);

    private Permissions() {}

    /** Whether a sender with these roles may send it. */
    public static boolean allow(CommandKind kind, Roles roles) {
        return !roles.authenticated() || roles.held().stream().anyMatch(needed(kind)::contains);
    }

    /** Each of these roles suffices. */
    public static List<Role> needed(CommandKind kind) {
        return switch (kind) {
            case NOTE -> ANYBODY;
            case START,
                    APPROVE,
                    HOLD,
                    RESUME,
                    ROLL_BACK,
                    ACKNOWLEDGE,
                    CLOSE_FAILURE,
                    FREEZE,
                    UNFREEZE,
                    KILL_SWITCH,
                    RERUN ->
                    STEERING;
            case TAKE_COMMAND, HAND_OVER, OVERRIDE -> COMMANDING;
            case ATTEST -> ANSWERING;
            case APPROVE_GO -> List.of(Role.APPROVER);
        };
    }
}
