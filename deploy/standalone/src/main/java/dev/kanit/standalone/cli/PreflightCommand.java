package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.codec.check.CheckGroup;
import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.collector.check.Redaction;
import dev.kanit.collector.check.run.CheckAccess;
import dev.kanit.collector.check.run.CheckRunner;
import dev.kanit.collector.check.run.GroupRun;
import dev.kanit.collector.check.run.Ran;
import dev.kanit.collector.wiring.SignalCollector;
import dev.kanit.sampletarget.SampleTarget;
import dev.kanit.sampletarget.SampleTargetOptions;
import dev.kanit.sampletarget.Scenario;
import dev.kanit.standalone.demo.SampleBinding;
import dev.kanit.standalone.demo.WarmUp;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kanit preflight}: the plan's checks, now, without a rollout. */
@Command(
        name = "preflight",
        mixinStandardHelpOptions = true,
        description =
                "Runs the checks of a plan now and says GO or NO-GO. Writes no record. Attestations"
                        + " are listed and not counted: people answer them in the rollout.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:GO", "1:NO-GO, or the plan cannot be read", "2:a plan with errors"})
final class PreflightCommand implements Callable<Integer> {

    private static final int SAMPLE_REQUESTS_PER_SECOND = 200;

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--plan", required = true, description = "Plan file.")
    private Path plan = Path.of("");

    @Option(names = "--group", description = "Only this group; may be given several times.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--sample-target",
            description =
                    "Starts the sample target and runs the checks against it: it stands for"
                            + " $${TARGET_URL}, $${CANARY_URL} and the plan's source.")
    private boolean sampleTarget;

    @Option(names = "--json", description = "One JSON object as the last line.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String text = CommandOutput.readPlan(plan);
        if (PlanReader.read(text) instanceof PlanReading.Rejected rejected) {
            CommandOutput.of(spec).err().println(rejected.inFile(plan.toString()));
            return ExitCodes.INVALID;
        }
        PlanFile file = accepted(text);
        if (!sampleTarget) {
            return run(file, CheckAccess.of(System.getenv()));
        }
        try (SampleTarget sample =
                SampleTarget.start(
                        new SampleTargetOptions(
                                Scenario.HEALTHY,
                                1,
                                SAMPLE_REQUESTS_PER_SECOND,
                                file.plan().from(),
                                file.plan().to()))) {
            WarmUp.of(sample.canaryUri());
            return run(
                    accepted(SampleBinding.bind(text, sample, file.speed())),
                    CheckAccess.of(System.getenv()));
        }
    }

    private int run(PlanFile file, CheckAccess access) throws IOException, InterruptedException {
        PrintWriter out = CommandOutput.of(spec).out();
        List<CheckGroup> groups = groups(file);
        PreflightText text = new PreflightText();
        out.println(
                "preflight of %s (%s → %s)"
                        .formatted(file.plan().name(), file.plan().from(), file.plan().to()));
        Preflight result = new Preflight(file.plan());
        try (CheckRunner runner =
                new CheckRunner(access, SignalCollector.sources(access), InstantSource.system())) {
            GroupRun run =
                    new GroupRun(runner, new Redaction(access.secrets()), InstantSource.system());
            for (CheckGroup group : groups) {
                List<Ran> ran = new ArrayList<>();
                run.run(group, file.collection(), ran::add);
                result.add(group, ran);
                text.group(group, result.ofGroup(group)).forEach(out::println);
                out.flush();
            }
        }
        text.summary(result).forEach(out::println);
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(result.asJson()));
        }
        out.flush();
        return result.isGo() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private List<CheckGroup> groups(PlanFile file) throws IOException {
        List<String> known = file.checks().groups().stream().map(CheckGroup::name).toList();
        for (String name : only) {
            if (!known.contains(name)) {
                throw new IOException(
                        "no group '"
                                + name
                                + "' (expected: one of "
                                + String.join(", ", known)
                                + ")");
            }
        }
        List<CheckGroup> groups =
                file.checks().groups().stream()
                        .filter(group -> only.isEmpty() || only.contains(group.name()))
                        .toList();
        boolean anything =
                groups.stream()
                        .flatMap(group -> group.checks().stream())
                        .anyMatch(check -> !check.isAttestation());
        if (!anything) {
            // Nothing that was looked at is no reason to go.
            throw new IOException("the plan has no checks to run (expected: checks)");
        }
        return groups;
    }

    private static PlanFile accepted(String text) {
        return switch (PlanReader.read(text)) {
            case PlanReading.Accepted(PlanFile file) -> file;
            case PlanReading.Rejected rejected ->
                    throw new IllegalStateException(rejected.inFile("plan"));
        };
    }
}
