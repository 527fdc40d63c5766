package dev.kanit.standalone.cli;

import dev.kanit.bench.judge.BenchSettings;
import dev.kanit.bench.judge.BenchSettings.Size;
import dev.kanit.bench.judge.JudgeBench;
import dev.kanit.bench.judge.JudgeFigures;
import dev.kanit.bench.judge.report.JsonFigures;
import dev.kanit.bench.judge.report.Page;
import dev.kanit.bench.judge.report.Words;
import dev.kanit.bench.judge.trace.Half;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kanit bench judge}: how often the judge is wrong, and how late, beside others. */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description =
                "Healthy and regressed rollouts, cut from real series, decided by our judge and by"
                        + " re-implemented rules of others. Misses of goals are reported; the exit"
                        + " code is 0 all the same.")
final class BenchJudgeCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--quick", description = "Less than a minute, with wide intervals.")
    private boolean quick;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Real series: petshop and ms-monitoring. Without: synthetic ones only.")
    private @Nullable Path data;

    @Option(names = "--seed", description = "Of everything random; " + BenchSettings.SEED + ".")
    private long seed = BenchSettings.SEED;

    @Option(names = "--choosing", description = "The series that chose the judge's parameters.")
    private boolean choosing;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description =
                    "Writes the page and its charts; docs/benchmarks/judge.md after a full run with"
                            + " real series.")
    private @Nullable Path write;

    @Option(names = "--json", description = "One JSON object as the last line.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        return BenchRun.print(
                CommandOutput.of(spec),
                json,
                (_, progress) -> {
                    JudgeFigures figures = new JudgeBench(settings(), progress).run();
                    publish(figures);
                    return figures;
                },
                Words::of,
                JsonFigures::of);
    }

    private BenchSettings settings() {
        return new BenchSettings(
                Optional.ofNullable(data),
                choosing ? Half.CHOOSING : Half.REPORTED,
                seed,
                quick ? Size.QUICK : Size.FULL,
                Runtime.getRuntime().availableProcessors());
    }

    private void publish(JudgeFigures figures) throws IOException {
        boolean report = !quick && !choosing && figures.real();
        if (write != null) {
            new Page(figures).write(write);
        } else if (report) {
            new Page(figures).write(CommandOutput.home().resolve("docs/benchmarks/judge.md"));
        }
    }
}
