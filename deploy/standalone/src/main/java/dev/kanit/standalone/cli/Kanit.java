package dev.kanit.standalone.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's entry. */
@Command(
        name = "kanit",
        mixinStandardHelpOptions = true,
        version = "kanit 0.1.0-SNAPSHOT",
        description = "Judges a software rollout while it happens, and proves it afterwards.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            PlanCommand.class,
            PreflightCommand.class,
            RolloutCommand.class,
            DrillCommand.class,
            TopicsCommand.class,
            SchemasCommand.class,
            EvidenceCommand.class,
            UsersCommand.class,
            BenchCommand.class
        })
public final class Kanit {

    private Kanit() {}

    public static void main(String[] args) {
        int exit = commandLine().execute(args);
        System.out.flush();
        System.err.flush();
        System.exit(exit);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Kanit())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new PlainFailures());
    }
}
