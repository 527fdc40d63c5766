package dev.kanit.executor.command;

import dev.kanit.executor.actuator.ActuatorKind;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * {@code actuator: command: {rollback: deploy-rollback, weight: deploy-weight}}: names of commands
 * that the operator allowed. A plan chooses among them and can add nothing.
 */
public final class CommandActuatorKind implements ActuatorKind, AutoCloseable {

    /** Environment variable that names the operator's file. */
    public static final String FILE = "KANIT_EXECUTOR_COMMANDS";

    private final AllowedCommands allowed;
    private final UnaryOperator<String> variables;
    private final RunningCommands running = new RunningCommands();

    /**
     * @param variables of this process, of which a command gets those that are allowed it
     */
    public CommandActuatorKind(AllowedCommands allowed, UnaryOperator<String> variables) {
        this.allowed = allowed;
        this.variables = variables;
    }

    /** With the file and the variables of this process's environment. */
    public static CommandActuatorKind ofThisProcess() {
        return new CommandActuatorKind(
                AllowedCommands.in(System.getenv().getOrDefault(FILE, "")),
                name -> System.getenv().getOrDefault(name, ""));
    }

    @Override
    public String name() {
        return "command";
    }

    @Override
    public Opening open(SortedMap<String, String> settings) {
        if (allowed.isEmpty()) {
            return new Opening.Unusable(
                    "actuator command is off (expected: commands that the operator allows by "
                            + FILE
                            + ")");
        }
        SortedMap<CommandRole, AllowedCommand> commands = new TreeMap<>();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            CommandRole role = CommandRole.named(setting.getKey()).orElse(null);
            AllowedCommand command = allowed.find(setting.getValue()).orElse(null);
            if (role == null || command == null) {
                return new Opening.Unusable(
                        "actuator command, %s: '%s' (expected: a command that the operator allows)"
                                .formatted(setting.getKey(), setting.getValue()));
            }
            commands.put(role, command);
        }
        return new Opening.Opened(new CommandActuator(commands, running, variables));
    }

    /** Ends every command that still runs. */
    @Override
    public void close() {
        running.close();
    }
}
