package dev.kanit.executor.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Commands that change something; what they changed is known by their exit codes alone. */
final class CommandActuator implements Actuator {

    private static final String NOTHING_TO_DO = "nothing to do for this actuator: ";

    /** {@code EX_TEMPFAIL} of sysexits: later. */
    private static final int TRY_AGAIN = 75;

    private final SortedMap<CommandRole, AllowedCommand> commands;
    private final RunningCommands running;
    private final UnaryOperator<String> variables;

    CommandActuator(
            SortedMap<CommandRole, AllowedCommand> commands,
            RunningCommands running,
            UnaryOperator<String> variables) {
        this.commands = new TreeMap<>(commands);
        this.running = running;
        this.variables = variables;
    }

    @Override
    public Set<Say> says() {
        Set<Say> all = EnumSet.noneOf(Say.class);
        for (CommandRole role : commands.keySet()) {
            switch (role) {
                case WEIGHT -> all.add(Say.TRAFFIC);
                case MITIGATE -> all.add(Say.SETTINGS);
                case PROMOTE -> all.add(Say.PROMOTION);
                case KILL_SWITCH -> all.add(Say.SWITCH);
                case ROLLBACK, VERIFY -> {}
            }
        }
        return Set.copyOf(all);
    }

    /** Nothing can be read: weight and generation are unknown, so every order is an act. */
    @Override
    public Observation observe() {
        return new Observation.Seen(
                new Observed(Double.NaN, 0, "", "", true, true, new TreeMap<>(), ""));
    }

    @Override
    public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
        Map<String, String> values = new TreeMap<>();
        values.put("{action}", fence.actionId());
        return switch (step) {
            case Step.StopCanary _ ->
                    new StepOutcome.AlreadyInEffect(
                            "left to the rollback command, which runs at restore-version");
            case Step.RestoreVersion(String version) -> {
                values.put("{version}", version);
                values.put("{weight}", "0");
                yield run(CommandRole.ROLLBACK, values, fence);
            }
            case Step.SetWeight(double weight, String value) -> {
                values.put(
                        "{weight}",
                        BigDecimal.valueOf(weight).stripTrailingZeros().toPlainString());
                values.put("{value}", value);
                yield run(CommandRole.WEIGHT, values, fence);
            }
            case Step.ApplySettings apply -> {
                ObjectNode settings = JsonNodeFactory.instance.objectNode();
                apply.settings().forEach(settings::put);
                values.put("{settings}", settings.toString());
                yield run(CommandRole.MITIGATE, values, fence);
            }
            case Step.Promote(String version) -> {
                values.put("{version}", version);
                yield run(CommandRole.PROMOTE, values, fence);
            }
            case Step.SwitchOff _ -> run(CommandRole.KILL_SWITCH, values, fence);
            case Step.Restart _ ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO + "the rollback command has done what it does");
        };
    }

    @Override
    public StepOutcome look(Step.Look step) {
        return switch (step) {
            case Step.VerifyHealth _ -> verify(Map.of());
            case Step.VerifyPromotion(String version) -> verify(Map.of("{version}", version));
            case Step.CheckCompatibility _, Step.VerifyBaseline _, Step.VerifySwitchedOff _ ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO + "a command's exit code is all that it knows");
        };
    }

    private StepOutcome verify(Map<String, String> values) {
        AllowedCommand command = commands.get(CommandRole.VERIFY);
        if (command == null) {
            return new StepOutcome.AlreadyInEffect(
                    NOTHING_TO_DO + "the plan names no command to verify with");
        }
        try {
            CommandRun run = CommandRun.start(command, command.arguments(values), variables);
            CommandRun.Ending ending = run.await();
            // Servers that do not answer yet may in a moment, whatever the code.
            return ending.code().equals(Optional.of(0))
                    ? new StepOutcome.Applied(ending.detail())
                    : new StepOutcome.Unreachable(ending.detail());
        } catch (IOException | IllegalArgumentException unusable) {
            return new StepOutcome.Refused(String.valueOf(unusable.getMessage()));
        }
    }

    private StepOutcome run(CommandRole role, Map<String, String> values, Fence fence) {
        AllowedCommand command = commands.get(role);
        if (command == null) {
            return new StepOutcome.Refused(
                    "actuator command: the plan names no command for this (expected: %s)"
                            .formatted(role.key()));
        }
        try {
            Optional<CommandRun> begun =
                    running.begin(
                            fence,
                            () -> CommandRun.start(command, command.arguments(values), variables));
            if (begun.isEmpty()) {
                return new StepOutcome.Superseded(
                        "a newer order's command has begun, or the executor closes");
            }
            CommandRun.Ending ending = begun.get().await();
            running.ended(fence, begun.get());
            return outcome(ending);
        } catch (IOException | IllegalArgumentException unusable) {
            return new StepOutcome.Refused(String.valueOf(unusable.getMessage()));
        }
    }

    private static StepOutcome outcome(CommandRun.Ending ending) {
        return switch (ending.code().orElse(TRY_AGAIN)) {
            case 0 -> new StepOutcome.Applied(ending.detail());
            case TRY_AGAIN -> new StepOutcome.Unreachable(ending.detail());
            default -> new StepOutcome.Refused(ending.detail());
        };
    }
}
