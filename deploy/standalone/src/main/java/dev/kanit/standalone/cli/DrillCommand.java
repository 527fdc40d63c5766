package dev.kanit.standalone.cli;

import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.drill.Drill;
import dev.kanit.executor.http.HttpActuatorKind;
import dev.kanit.standalone.platform.KubernetesAccess;
import dev.kanit.standalone.platform.PlanViews;
import dev.kanit.standalone.platform.PlatformOptions;
import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOrder;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.StepOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kanit drill}: every step of a rollback, dry. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description = "Rehearses the plan's rollback: reads the target, touches nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every step could be done", "1:a step could not be done"})
final class DrillCommand implements Callable<Integer> {

    private static final Duration ANSWER = Duration.ofSeconds(3);

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--plan", required = true, description = "Plan file.")
    private Path plan = Path.of("");

    @Override
    public Integer call() throws IOException {
        var out = CommandOutput.of(spec).out();
        String text = CommandOutput.readPlan(plan);
        if (PlanReader.read(text) instanceof PlanReading.Rejected rejected) {
            CommandOutput.of(spec).err().println(rejected.inFile(plan.toString()));
            return ExitCodes.INVALID;
        }
        PlanFile file = PlanViews.parse(text);
        List<ActionOutcome> steps;
        try (HttpActuatorKind http = new HttpActuatorKind(PlatformOptions.variables(), ANSWER)) {
            steps = Drill.run(order(file), Actuators.of(http, KubernetesAccess.ingress()));
        }
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
        out.println(fine ? "drill: nothing was touched" : "drill: nothing was touched; see above");
        return fine ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static ActionOrder order(PlanFile file) {
        var plan = file.plan();
        return ActionOrder.newBuilder()
                .setActionId("drill-" + plan.name() + "/1")
                .setKind(ActionKind.ROLL_BACK)
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
