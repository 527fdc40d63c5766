package dev.kanit.evaluator.people;

import dev.kanit.decision.rollout.Permissions;
import dev.kanit.decision.rollout.Role;
import dev.kanit.decision.rollout.RolloutInput;
import dev.kanit.wire.CommandKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may do what: the core's table of commands, and what the API asks for besides. Whose word
 * counts among those who may, because somebody is in command, is the core's matter and is asked
 * after this.
 */
public final class RoleTable {

    private static final Set<Role> ANYBODY = Collections.unmodifiableSet(EnumSet.allOf(Role.class));
    private static final Set<Role> STEERING =
            Collections.unmodifiableSet(EnumSet.of(Role.OPERATOR, Role.INCIDENT_COMMANDER));

    private RoleTable() {}

    /** Each of these roles suffices. */
    public static Set<Role> needed(Act act) {
        return switch (act) {
            case Act.Read _ -> ANYBODY;
            case Act.Other _ -> STEERING;
            case Act.Command(CommandKind kind) -> needed(kind);
        };
    }

    /** Whether the caller's roles allow it. */
    public static boolean allows(Caller caller, Act act) {
        return switch (caller) {
            case Caller.Installation _ -> true;
            case Caller.Person person -> !Collections.disjoint(person.roles(), needed(act));
        };
    }

    /** As the core has it, so that what is let in here is obeyed there, and nothing else. */
    private static Set<Role> needed(CommandKind kind) {
        return Set.copyOf(Permissions.needed(RolloutInput.CommandKind.valueOf(kind.name())));
    }

    /** In words, for a refusal. */
    public static String neededInWords(Act act) {
        return needed(act).stream()
                .sorted()
                .map(Role::spelling)
                .collect(Collectors.joining(" or "));
    }

    /** The whole table in Markdown, one line an act. */
    public static String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| act | viewer | operator | incident-commander | approver | auditor |");
        lines.add("|---|---|---|---|---|---|");
        lines.add(line("read", new Act.Read()));
        for (CommandKind kind : CommandKind.values()) {
            lines.add(line(kind.name(), new Act.Command(kind)));
        }
        lines.add(line("any other change", new Act.Other()));
        return String.join("\n", lines) + "\n";
    }

    private static String line(String name, Act act) {
        StringBuilder line = new StringBuilder("| ").append(name).append(" |");
        for (Role role : Role.values()) {
            line.append(needed(act).contains(role) ? " yes |" : " |");
        }
        return line.toString();
    }
}
