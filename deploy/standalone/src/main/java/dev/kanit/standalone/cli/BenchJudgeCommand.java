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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kanit bench judge}: how often the judge is wrong, and how late, beside others. */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description =
                "Healthy and regressed rollouts, cut from real series, decided by our judge and by"
                        + " re-implemented rules of others. Misses of goals are reported; the exit"
                        + " code is 0 all the same.")
final class BenchJudgeCommand extends BenchRun<JudgeFigures> {

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

    @Override
    JudgeFigures measure(Path directory, Consumer<String> progress) throws Exception {
        JudgeFigures figures = new JudgeBench(settings(), progress).run();
        publish(figures);
        return figures;
    }

    @Override
    String inWords(JudgeFigures figures) {
        return Words.of(figures);
    }

    @Override
    Object asJson(JudgeFigures figures) {
        return JsonFigures.of(figures);
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
