package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.decision.plan.Stage;
import dev.kanit.standalone.demo.Demo;
import dev.kanit.standalone.demo.DemoOptions;
import dev.kanit.standalone.demo.DemoResult;
import dev.kanit.standalone.demo.Through;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
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
            "0:all stages passed, and the first night where it was asked for",
            "1:something else went wrong",
            "2:bad usage or a plan with errors",
            "10:rolled back",
            "12:a countermove holds it for a person"
        })
final class DemoCommand implements Callable<Integer> {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final Duration START_UP = Duration.ofMinutes(1);
    private static final double USUAL_SPEED = 120;

    /** The night holds little news: it passes more quickly than the stages. */
    private static final double NIGHT_FACTOR = 5;

    private static final String NOCTURNAL = "backlog";
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(125);

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--scenario",
            defaultValue = "healthy",
            description = {
                "What happens to the release. On a canary behind a router: healthy, errors,"
                        + " latency, correlated, leak, drift, blackout, storm, incident, backlog.",
                "On a model behind a flag: healthy, slow, stale, errors, low-confidence, dlq."
            })
    private String scenario = "healthy";

    @Option(
            names = "--through",
            paramLabel = "100|first-night",
            description = {
                "How far a release that does well is followed: until all stages have passed, or"
                        + " through the 24 h after them.",
                "By default 100; first-night for the scenario backlog, which begins in it."
            })
    private @Nullable String through;

    @Option(names = "--plan", description = "Plan file; the shipped v1.4.0 plan by default.")
    private @Nullable Path plan;

    @Option(
            names = "--speed",
            description = {
                "Divides every duration of the plan; rates keep their meaning.",
                "By default 120, and more where the stages would take over a minute. The first night"
                        + " passes five times as fast."
            })
    private @Nullable Double speed;

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
        List<String> scenarios = Demo.scenarios(plan.file().plan());
        if (!scenarios.contains(scenario)) {
            CommandOutput.of(spec)
                    .err()
                    .println("--scenario: " + scenario + " (expected: one of " + scenarios + ")");
            return ExitCodes.INVALID;
        }
        Optional<Through> far = through(plan);
        if (far.isEmpty()) {
            return ExitCodes.INVALID;
        }
        double factor = speed != null ? speed : usualSpeed(plan);
        CountDownLatch closed = new CountDownLatch(1);
        Shutdown.interrupts(Thread.currentThread(), closed);
        try {
            Path directory = data != null ? data : freshDirectory();
            DemoResult result =
                    new Demo(
                                    new DemoOptions(
                                            scenario,
                                            far.get(),
                                            text,
                                            factor,
                                            NIGHT_FACTOR,
                                            directory,
                                            requestsPerSecond,
                                            atMost(plan, far.get(), factor)),
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
        DemoText.of(result).forEach(line -> say(out, line));
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
    private static Duration atMost(PlanReading.Accepted plan, Through through, double speed) {
        long millis = Math.round(whole(plan, through).plusHours(2).toMillis() * 2 / speed);
        return START_UP.plusMillis(millis);
    }

    /** How far to go; empty, and said, when the plan does not go so far. */
    private Optional<Through> through(PlanReading.Accepted plan) {
        String written =
                through != null
                        ? through
                        : scenario.equals(NOCTURNAL)
                                ? Through.FIRST_NIGHT.spelling()
                                : Through.LAST_STAGE.spelling();
        Optional<Through> far = Through.of(written);
        PrintWriter err = CommandOutput.of(spec).err();
        if (far.isEmpty()) {
            err.println("--through: " + written + " (expected: 100 or first-night)");
        } else if (far.get() == Through.FIRST_NIGHT && plan.file().plan().watch().isZero()) {
            err.println("--through: first-night (expected: a plan with night or watch)");
            return Optional.empty();
        }
        return far;
    }

    private static Duration whole(PlanReading.Accepted plan, Through through) {
        Duration stages = plan.file().plan().ritual().lead().plus(stages(plan));
        return switch (through) {
            case LAST_STAGE -> stages;
            case FIRST_NIGHT ->
                    stages.plus(
                            Duration.ofMillis(
                                    Math.round(
                                            plan.file().plan().watch().toMillis() / NIGHT_FACTOR)));
        };
    }

    /** No faster than readings can be taken. */
    private static double usualSpeed(PlanReading.Accepted plan) {
        double inAMinute = stages(plan).toSeconds() / 60.0;
        double atPace =
                (double) plan.file().plan().interval().toMillis() / SHORTEST_INTERVAL.toMillis();
        return Math.max(USUAL_SPEED, Math.min(inAMinute, atPace));
    }

    private static Duration stages(PlanReading.Accepted plan) {
        return plan.file().plan().stages().stream()
                .map(Stage::bake)
                .reduce(Duration.ZERO, Duration::plus);
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
            case "MITIGATED" -> ExitCodes.MITIGATED;
            default -> ExitCodes.FAILED;
        };
    }
}
