package dev.kanit.standalone.cli;

import dev.kanit.standalone.bench.ExecutorBench;
import dev.kanit.standalone.bench.ExecutorFigures;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kanit bench executor}: how long users stay on a canary that was decided against. */
@Command(
        name = "executor",
        mixinStandardHelpOptions = true,
        description =
                "Rolls many rollouts back at once: from the decision on an embedded broker to"
                        + " weight zero answered by an API server of the benchmark's own, beside"
                        + " bare PATCH requests to the same server.")
final class BenchExecutorCommand extends BenchRun<ExecutorFigures> {

    @Option(
            names = "--rollouts",
            defaultValue = "100",
            description = "Rolled back at once, 1 to 1000.")
    private int rollouts = 100;

    @Option(
            names = "--rounds",
            defaultValue = "10",
            description = "Measured after the first, 1 to 100.")
    private int rounds = 10;

    @Option(
            names = "--kubeconfig",
            description =
                    "Against this cluster's API server, in a namespace that is made and deleted."
                            + " No controller of Deployments may run there.")
    private @Nullable Path kubeconfig;

    @Override
    ExecutorFigures measure(Path directory, Consumer<String> progress) throws Exception {
        return new ExecutorBench(rollouts, rounds, Optional.ofNullable(kubeconfig), progress)
                .run(directory);
    }

    @Override
    String inWords(ExecutorFigures figures) {
        return """
                decision visible to weight zero   p50 %.1f ms, p99 %.1f ms (%d rollbacks at once, %d rounds)
                first round of the JVM            p99 %.1f ms
                to the rollback's last record     p99 %.1f ms
                bare PATCH requests               p50 %.1f ms, p99 %.1f ms
                API server                        %s"""
                .formatted(
                        figures.rollbackP50Millis(),
                        figures.rollbackP99Millis(),
                        figures.rollouts(),
                        figures.rounds(),
                        figures.coldP99Millis(),
                        figures.completeP99Millis(),
                        figures.barePatchP50Millis(),
                        figures.barePatchP99Millis(),
                        figures.server());
    }
}
