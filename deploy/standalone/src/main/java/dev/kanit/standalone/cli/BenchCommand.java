package dev.kanit.standalone.cli;

import dev.kanit.standalone.bench.BenchOptions;
import dev.kanit.standalone.bench.EvaluatorBench;
import dev.kanit.standalone.bench.EvaluatorFigures;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kanit bench}: us and a reference, measured in the same run. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures us beside a reference.",
        subcommands = {
            BenchCommand.Evaluator.class,
            BenchArchiverCommand.class,
            BenchJudgeCommand.class,
            BenchExecutorCommand.class
        })
final class BenchCommand {

    @Command(
            name = "evaluator",
            mixinStandardHelpOptions = true,
            description =
                    "The real topology on an embedded broker, 25 readings per snapshot and 20"
                            + " triggers, beside a plain consumer loop over the same topic.")
    static final class Evaluator extends BenchRun<EvaluatorFigures> {

        @Option(names = "--seconds", defaultValue = "8", description = "Load per part, 2 to 120.")
        private int seconds = 8;

        @Option(
                names = "--rollouts",
                defaultValue = "10000",
                description = "Running at once, 100 to 10000.")
        private int rollouts = 10_000;

        @Option(names = "--threads", defaultValue = "2", description = "Of the evaluator, 1 to 8.")
        private int threads = 2;

        @Override
        EvaluatorFigures measure(Path directory, Consumer<String> progress) throws Exception {
            return new EvaluatorBench(new BenchOptions(seconds, rollouts, threads), progress)
                    .run(directory);
        }

        @Override
        String inWords(EvaluatorFigures figures) {
            return """
                    snapshots per second        %,d (%,d readings), exactly once, %,d rollouts
                    plain consumer              %,d per second; ratio %.1f %%
                    decision latency            p50 %d ms, p99 %d ms at 1 000 snapshots per second
                    in a storm of decisions     p99 %d ms
                    state per rollout           %,d bytes with full 15-minute windows"""
                    .formatted(
                            figures.snapshotsPerSecond(),
                            figures.readingsPerSecond(),
                            figures.rollouts(),
                            figures.rawSnapshotsPerSecond(),
                            figures.ratioToRaw() * 100,
                            figures.decisionLatencyP50Millis(),
                            figures.decisionLatencyP99Millis(),
                            figures.stormLatencyP99Millis(),
                            figures.stateBytesPerRollout());
        }
    }
}
