package dev.kanit.standalone.cli;

import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.codec.plan.PlanSchema;
import dev.kanit.decision.plan.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kanit plan}: looks at plan files before anything runs by them. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Checks plan files.",
        subcommands = {
            PlanCommand.Validate.class,
            PlanCommand.Schema.class,
            PlanBacktestCommand.class
        })
final class PlanCommand {

    @Command(
            name = "validate",
            mixinStandardHelpOptions = true,
            description = "Lists every error as file:line:column: message (expected …).",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:sound", "1:cannot be read", "2:has errors"})
    static final class Validate implements Callable<Integer> {

        @Spec private @Nullable CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "Plan file.")
        private Path file = Path.of("");

        @Override
        public Integer call() throws IOException {
            CommandOutput output = CommandOutput.of(spec);
            switch (PlanReader.read(CommandOutput.readPlan(file))) {
                case PlanReading.Rejected rejected -> {
                    output.err().println(rejected.inFile(file.toString()));
                    return ExitCodes.INVALID;
                }
                case PlanReading.Accepted(PlanFile plan) -> {
                    output.out().println(summary(plan));
                    return ExitCodes.OK;
                }
            }
        }

        private static String summary(PlanFile file) {
            return "%s: sound; %d signals (%d golden), %d triggers, %d stages; digest %s"
                    .formatted(
                            file.plan().name(),
                            file.plan().signals().size(),
                            file.plan().signals().stream().filter(Signal::golden).count(),
                            file.plan().triggers().size(),
                            file.plan().stages().size(),
                            file.plan().digest());
        }
    }

    @Command(
            name = "schema",
            mixinStandardHelpOptions = true,
            description = "Prints the JSON Schema of plan files, for editors.")
    static final class Schema implements Callable<Integer> {

        @Spec private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            CommandOutput.of(spec).out().println(PlanSchema.text());
            return ExitCodes.OK;
        }
    }
}
