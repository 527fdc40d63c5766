package dev.kanit.standalone.cli;

import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.command.CommandActuatorKind;
import dev.kanit.executor.drill.Drill;
import dev.kanit.executor.flag.FlagActuatorKind;
import dev.kanit.executor.http.HttpActuatorKind;
import dev.kanit.executor.log.RehearsalLog;
import dev.kanit.schemas.RegistryException;
import dev.kanit.schemas.RolloutIds;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.standalone.platform.Addresses;
import dev.kanit.standalone.platform.KubernetesAccess;
import dev.kanit.standalone.platform.PlanViews;
import dev.kanit.standalone.platform.PlatformOptions;
import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOrder;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.StepOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kanit drill}: every step of a rollback and of the kill switch, dry. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description =
                "Rehearses the plan's rollback and kill switch: reads the target, touches nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every step could be done", "1:a step could not be done"})
final class DrillCommand implements Callable<Integer> {

    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final String PREFIX = "drill-";

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--plan", required = true, description = "Plan file.")
    private Path plan = Path.of("");

    @Option(
            names = "--data",
            description = "Data of a running `kanit up`, whose log shall keep the drill's record.")
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException {
        var out = CommandOutput.of(spec).out();
        String text = CommandOutput.readPlan(plan);
        if (PlanReader.read(text) instanceof PlanReading.Rejected rejected) {
            CommandOutput.of(spec).err().println(rejected.inFile(plan.toString()));
            return ExitCodes.INVALID;
        }
        PlanFile file = PlanViews.parse(text);
        List<ActionOutcome> steps = new ArrayList<>();
        boolean fine = true;
        try (HttpActuatorKind http = new HttpActuatorKind(PlatformOptions.variables(), ANSWER);
                FlagActuatorKind flag =
                        new FlagActuatorKind(
                                PlatformOptions.variables(), ANSWER, InstantSource.system());
                CommandActuatorKind command = CommandActuatorKind.ofThisProcess()) {
            Actuators actuators = Actuators.of(KubernetesAccess.kinds(), http, flag, command);
            String name = name(file.plan());
            List<ActionOutcome> rollback =
                    Drill.run(order(file, name + "/1", ActionKind.ROLL_BACK), actuators);
            fine = print(out, rollback);
            steps.addAll(rollback);
            List<ActionOutcome> killSwitch =
                    Drill.run(order(file, name + "/2", ActionKind.KILL_SWITCH), actuators);
            // Whatever else would be refused has been told by the rollback's steps.
            Optional<ActionOutcome> refused =
                    killSwitch.stream()
                            .filter(step -> step.getOutcome() == StepOutcome.REFUSED)
                            .findFirst();
            if (refused.isPresent()) {
                out.println("kill switch: none: " + refused.get().getDetail());
            } else {
                fine &= print(out, killSwitch);
                steps.addAll(killSwitch);
            }
        }
        out.println(fine ? "drill: nothing was touched" : "drill: nothing was touched; see above");
        out.println("drill: " + recorded(steps));
        return fine ? ExitCodes.OK : ExitCodes.FAILED;
    }

    /** Whether every step could be done. */
    private static boolean print(PrintWriter out, List<ActionOutcome> steps) {
        boolean fine = true;
        for (ActionOutcome step : steps) {
            boolean done =
                    step.getOutcome() == StepOutcome.APPLIED
                            || step.getOutcome() == StepOutcome.ALREADY_IN_EFFECT;
            fine &= done;
            out.println(
                    "%d/%d %-20s %-18s %6.1f ms  %s"
                            .formatted(
                                    step.getStepNumber(),
                                    step.getStepCount(),
                                    step.getStep(),
                                    step.getOutcome(),
                                    step.getDurationMicros() / 1000.0,
                                    step.getDetail()));
        }
        return fine;
    }

    private String recorded(List<ActionOutcome> steps) throws IOException {
        if (data == null) {
            return "not recorded (expected: --data of a running `kanit up`)";
        }
        Addresses platform = Addresses.in(data);
        Map<String, Object> clients =
                Map.of(
                        "bootstrap.servers",
                        platform.bootstrapServers(),
                        "enable.metrics.push",
                        false);
        try (SchemaRegistryClient registry =
                new SchemaRegistryClient(platform.registry(), ANSWER)) {
            RehearsalLog.write(clients, registry, steps);
        } catch (KafkaException | RegistryException away) {
            throw new IOException(
                    "the drill was not recorded: "
                            + away.getMessage()
                            + " (expected: a running `kanit up` with "
                            + data
                            + ")",
                    away);
        }
        return "recorded as " + steps.getFirst().getRolloutId();
    }

    /** A name that no rollout has: a drill is nobody's rollout. */
    private static String name(RolloutPlan plan) {
        String time = "-" + System.currentTimeMillis() / 1000;
        String name = PREFIX + plan.name().replaceAll("[^A-Za-z0-9._-]", "-");
        return name.substring(0, Math.min(name.length(), RolloutIds.MAX_LENGTH - time.length()))
                + time;
    }

    private static ActionOrder order(PlanFile file, String actionId, ActionKind kind) {
        RolloutPlan plan = file.plan();
        return ActionOrder.newBuilder()
                .setActionId(actionId)
                .setKind(kind)
                .setWeightPercent(0)
                .setFromVersion(plan.from())
                .setToVersion(plan.to())
                .setActuator(plan.actuation().kind())
                .setActuatorSettings(plan.actuation().settings())
                .setSettings(Map.of())
                .setLimitMillis(plan.limits().rollbackWithin().toMillis())
                .build();
    }
}
