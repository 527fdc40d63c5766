package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.sampletarget.Scenario;
import dev.kanit.standalone.demo.Demo;
import dev.kanit.standalone.demo.DemoOptions;
import dev.kanit.standalone.demo.DemoResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kanit demo}: a real canary through its stages, or back. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Starts everything on loopback, rolls a sample service out by a plan, and shows"
                        + " the war-room minutes live.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all stages passed",
            "1:something else went wrong",
            "2:bad usage or a plan with errors",
            "10:rolled back"
        })
final class DemoCommand implements Callable<Integer> {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final Duration START_UP = Duration.ofMinutes(1);

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--scenario",
            defaultValue = "healthy",
            description = "What happens to the canary: ${COMPLETION-CANDIDATES}.")
    private Scenario scenario = Scenario.HEALTHY;

    @Option(names = "--plan", description = "Plan file; the shipped v1.4.0 plan by default.")
    private @Nullable Path plan;

    @Option(
            names = "--speed",
            defaultValue = "120",
            description = "Divides every duration of the plan; rates keep their meaning.")
    private double speed = 120;

    @Option(
            names = "--requests-per-second",
            defaultValue = "2400",
            description = "Load on the sample target.")
    private int requestsPerSecond = 2400;

    @Option(names = "--data", description = "Directory for broker, state and evidence.")
    private @Nullable Path data;

    @Option(names = "--json", description = "One JSON object as the last line.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = CommandOutput.of(spec).out();
        Path file = plan != null ? plan : CommandOutput.shippedPlan();
        String text = CommandOutput.readPlan(file);
        switch (PlanReader.read(text)) {
            case PlanReading.Rejected rejected -> {
                CommandOutput.of(spec).err().println(rejected.inFile(file.toString()));
                return ExitCodes.INVALID;
            }
            case PlanReading.Accepted accepted -> {
                return run(out, text, accepted);
            }
        }
    }

    private int run(PrintWriter out, String text, PlanReading.Accepted plan) throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        Shutdown.interrupts(Thread.currentThread(), closed);
        try {
            Path directory = data != null ? data : freshDirectory();
            DemoResult result =
                    new Demo(
                                    new DemoOptions(
                                            scenario,
                                            text,
                                            speed,
                                            directory,
                                            requestsPerSecond,
                                            atMost(plan)),
                                    line -> say(out, line))
                            .run();
            show(out, result);
            return exitCode(result);
        } catch (InterruptedException | InterruptException stopped) {
            say(out, "stopped");
            return ExitCodes.FAILED;
        } finally {
            closed.countDown();
        }
    }

    private void show(PrintWriter out, DemoResult result) throws IOException {
        say(out, "");
        if (!result.oneLiner().isEmpty()) {
            say(out, result.oneLiner());
        }
        result.breachToDecisionMillis()
                .ifPresent(
                        millis ->
                                say(
                                        out,
                                        "breach to decision: %d ms; decision to traffic zero: %s"
                                                .formatted(
                                                        millis,
                                                        result.decisionToTrafficZeroMillis()
                                                                        .isPresent()
                                                                ? result.decisionToTrafficZeroMillis()
                                                                                .getAsLong()
                                                                        + " ms"
                                                                : "not seen")));
        say(
                out,
                "%s after %d of the plan's stages, %d data points; evidence: %s"
                        .formatted(
                                result.outcome(),
                                result.stagesPassed(),
                                result.dataPoints(),
                                result.evidenceDir()));
        say(
                out,
                result.evidenceBundle()
                        .map(bundle -> "evidence bundle: " + bundle)
                        .orElse(
                                "evidence bundle: none yet; a rollout is bundled when it is closed"));
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(result.asJson()));
            out.flush();
        }
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    /** Twice what the plan takes, holds included, and the start-up. */
    private Duration atMost(PlanReading.Accepted plan) {
        Duration stages =
                plan.file().plan().stages().stream()
                        .map(stage -> stage.bake())
                        .reduce(Duration.ZERO, Duration::plus);
        long millis = Math.round(stages.plusHours(2).toMillis() * 2 / speed);
        return START_UP.plusMillis(millis);
    }

    private static Path freshDirectory() throws IOException {
        Path directory =
                CommandOutput.home()
                        .resolve(".kanit")
                        .resolve("demo-" + STAMP.format(Instant.now()));
        try {
            return Files.createDirectories(directory);
        } catch (IOException unwritable) {
            throw new IOException(
                    directory + " cannot be created (expected: a writable directory)", unwritable);
        }
    }

    private static int exitCode(DemoResult result) {
        return switch (result.outcome()) {
            case "COMPLETED" -> ExitCodes.OK;
            case "ROLLED_BACK" -> ExitCodes.ROLLED_BACK;
            default -> ExitCodes.FAILED;
        };
    }
}
