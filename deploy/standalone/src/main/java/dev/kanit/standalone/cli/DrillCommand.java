package dev.kanit.standalone.cli;

import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.executor.drill.Rehearsal;
import dev.kanit.executor.log.RehearsalLog;
import dev.kanit.standalone.platform.DrillActuators;
import dev.kanit.standalone.platform.PlanViews;
import dev.kanit.wire.ActionOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
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
        subcommands = DrillHistoryCommand.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every step could be done", "1:a step could not be done"})
final class DrillCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--plan", description = "Plan file.")
    private @Nullable Path plan;

    @Option(
            names = "--data",
            description = "Data of a running `kanit up`, whose log shall keep the drill's record.")
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException {
        CommandOutput output = CommandOutput.of(spec);
        Path file = plan;
        if (file == null) {
            output.err().println("kanit: --plan: none (expected: a plan file)");
            return ExitCodes.INVALID;
        }
        String text = CommandOutput.readPlan(file);
        if (PlanReader.read(text) instanceof PlanReading.Rejected rejected) {
            output.err().println(rejected.inFile(file.toString()));
            return ExitCodes.INVALID;
        }
        Rehearsal rehearsal;
        try (DrillActuators actuators = DrillActuators.open()) {
            rehearsal =
                    Rehearsal.of(
                            PlanViews.parse(text).plan(), actuators.all(), InstantSource.system());
        }
        print(output.out(), rehearsal.rollback());
        rehearsal
                .noKillSwitch()
                .ifPresent(why -> output.out().println("kill switch: none: " + why));
        print(output.out(), rehearsal.killSwitch());
        output.out()
                .println(
                        rehearsal.isFine()
                                ? "drill: nothing was touched"
                                : "drill: nothing was touched; see above");
        output.out().println("drill: " + recorded(rehearsal));
        return rehearsal.isFine() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static void print(PrintWriter out, List<ActionOutcome> steps) {
        for (ActionOutcome step : steps) {
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
    }

    private String recorded(Rehearsal rehearsal) throws IOException {
        Path directory = data;
        if (directory == null) {
            return "not recorded (expected: --data of a running `kanit up`)";
        }
        RunningPlatform.ask(
                directory,
                "the drill was not recorded",
                (clients, registry) -> {
                    RehearsalLog.write(clients, registry, rehearsal.steps());
                    return rehearsal;
                });
        return "recorded as " + rehearsal.name();
    }
}
