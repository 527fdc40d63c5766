package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.replay.backtest.Backtest;
import dev.kanit.replay.backtest.BacktestReport;
import dev.kanit.replay.backtest.Comparison;
import dev.kanit.replay.backtest.Labels;
import dev.kanit.replay.backtest.LabelsReader;
import dev.kanit.replay.backtest.LabelsReading;
import dev.kanit.replay.backtest.PastCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kanit plan backtest}. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Asks a changed plan about past rollouts: which decisions change, what would have been"
                    + " rolled back wrongly or missed, and the time gained or lost.",
            "Every *.evidence.zip of the directory is verified and then asked, except those of"
                    + " another service than the plan's. The plan's name does not matter.",
            "A rollout that was rolled back counts as bad, one that was not as good, unless a"
                    + " label says otherwise."
        },
        exitCodeOnInvalidInput = EvidenceCommand.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing worse: no new false rollback, no new miss",
            "1:usage, a plan with errors, or no bundle of the plan's service",
            "2:worse",
            "3:nothing worse seen, but a bundle could not be used"
        })
final class PlanBacktestCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--plan", required = true, paramLabel = "FILE", description = "Plan to test.")
    private Path plan = Path.of("");

    @Option(
            names = "--bundles",
            required = true,
            paramLabel = "DIR",
            description = "Directory of <rollout>.evidence.zip files; its own, not those below.")
    private Path bundles = Path.of("");

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "What people know better, a line each: rollout,good|bad[,onset]. A rollout is"
                            + " an id or a bundle's file name; the onset a time such as"
                            + " 2026-01-31T12:00:00Z.")
    private @Nullable Path labels;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        CommandOutput output = CommandOutput.of(spec);
        Optional<PlanFile> tested = plan(output);
        Optional<Labels> known = labels(output);
        if (tested.isEmpty() || known.isEmpty()) {
            return EvidenceCommand.USAGE;
        }
        List<Path> files = PastBundles.in(bundles);
        Backtest backtest = new Backtest(tested.get(), known.get());
        List<PastCase> cases = new ArrayList<>();
        for (Path file : files) {
            cases.add(PastBundles.ask(backtest, file));
        }
        BacktestReport report = BacktestReport.of(cases);
        Set<String> unused = unused(known.get(), cases, report);
        if (json) {
            output.out()
                    .println(
                            new ObjectMapper()
                                    .writeValueAsString(BacktestText.asJson(report, unused)));
        } else {
            BacktestText.inWords(output.out(), report, unused);
        }
        return report.verdict().exitCode();
    }

    private Optional<PlanFile> plan(CommandOutput output) throws IOException {
        return switch (PlanReader.read(CommandOutput.readPlan(plan))) {
            case PlanReading.Accepted(PlanFile file) -> Optional.of(file);
            case PlanReading.Rejected rejected -> {
                output.err().println(rejected.inFile(plan.toString()));
                yield Optional.empty();
            }
        };
    }

    private Optional<Labels> labels(CommandOutput output) throws IOException {
        Path file = labels;
        if (file == null) {
            return Optional.of(Labels.none());
        }
        return switch (LabelsReader.read(CommandOutput.readText(file, "labels"))) {
            case LabelsReading.Accepted(Labels known) -> Optional.of(known);
            case LabelsReading.Rejected(List<String> errors) -> {
                errors.forEach(error -> output.err().println(file + ":" + error));
                yield Optional.empty();
            }
        };
    }

    private static Set<String> unused(Labels known, List<PastCase> cases, BacktestReport report) {
        return known.unused(
                cases.stream().map(PastCase::bundle).collect(Collectors.toSet()),
                report.compared().stream().map(Comparison::rolloutId).collect(Collectors.toSet()));
    }
}
