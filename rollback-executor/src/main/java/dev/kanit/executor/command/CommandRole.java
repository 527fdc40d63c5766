package dev.kanit.executor.command;

import java.util.Optional;

/** What a plan has a command for. */
enum CommandRole {
    ROLLBACK("rollback"),
    WEIGHT("weight"),
    MITIGATE("mitigate"),
    PROMOTE("promote"),
    KILL_SWITCH("killSwitch"),
    VERIFY("verify");

    private final String key;

    CommandRole(String key) {
        this.key = key;
    }

    /** As the plan spells it. */
    String key() {
        return key;
    }

    static Optional<CommandRole> named(String key) {
        for (CommandRole role : values()) {
            if (role.key.equals(key)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
