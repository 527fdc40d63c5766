package dev.kanit.standalone.cli;

import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.evaluator.people.jwt.JwtSettings;
import dev.kanit.standalone.platform.PlanViews;
import dev.kanit.standalone.platform.Platform;
import dev.kanit.standalone.platform.PlatformDrills;
import dev.kanit.standalone.platform.PlatformOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kanit up}: the platform until Ctrl-C. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Runs broker, registry and the four services on loopback until Ctrl-C. What is in"
                        + " --data survives restarts.")
final class UpCommand implements Callable<Integer> {

    private static final Duration SEGMENT_AGE = Duration.ofSeconds(5);

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--data", description = "Directory for everything that outlives a restart.")
    private @Nullable Path data;

    @Option(
            names = "--port",
            defaultValue = "7070",
            description = "Of the HTTP API; 0 for a free one.")
    private int port = 7070;

    @Option(names = "--kafka-port", defaultValue = "0", description = "0 for a free one.")
    private int kafkaPort;

    @Option(names = "--registry-port", defaultValue = "0", description = "0 for a free one.")
    private int registryPort;

    @Option(
            names = "--drill",
            paramLabel = "PLAN",
            description = "Plan file that is rehearsed on a schedule; may be repeated.")
    private List<Path> drills = List.of();

    @Option(
            names = "--drill-every",
            defaultValue = "P7D",
            description = "Time from one drill of a plan to the next; ISO 8601, default P7D.")
    private Duration drillEvery = Duration.ofDays(7);

    @Option(
            names = "--users",
            description =
                    "File of `kanit users`: people sign in with tokens of their own and may do what"
                            + " their roles allow. Without it the token opens everything.")
    private @Nullable Path users;

    @Mixin private IssuerOptions issuer = new IssuerOptions();

    @Override
    public Integer call() throws Exception {
        var out = CommandOutput.of(spec).out();
        List<RolloutPlan> rehearsed = new ArrayList<>();
        for (Path plan : drills) {
            rehearsed.add(PlanViews.parse(CommandOutput.readPlan(plan)).plan());
        }
        Path directory = data != null ? data : CommandOutput.home().resolve(".kanit").resolve("up");
        CountDownLatch stopped = new CountDownLatch(1);
        try (Platform platform =
                        Platform.start(
                                options(directory),
                                part -> {
                                    out.println("starting: " + part);
                                    out.flush();
                                });
                PlatformDrills drilled = PlatformDrills.start(platform, rehearsed, drillEvery)) {
            Shutdown.closes(platform, stopped);
            out.println("api       " + platform.apiUri());
            out.println("token     " + platform.tokenFile());
            if (users != null) {
                out.println("users     " + users);
            }
            issuer.settings().ifPresent(one -> out.println("users     tokens of " + one.issuer()));
            out.println("kafka     " + platform.bootstrapServers());
            out.println("registry  " + platform.registryUri());
            out.println("evidence  " + platform.evidenceDirectory());
            if (!rehearsed.isEmpty()) {
                out.println("drills    " + drilled);
            }
            out.println("running; Ctrl-C stops it");
            out.flush();
            stopped.await();
        }
        return ExitCodes.OK;
    }

    private PlatformOptions options(Path directory) {
        PlatformOptions options =
                new PlatformOptions(
                        directory,
                        kafkaPort,
                        registryPort,
                        port,
                        SEGMENT_AGE,
                        PlatformOptions.variables());
        Optional<JwtSettings> tokens = issuer.settings();
        if (users != null && tokens.isPresent()) {
            throw new IllegalArgumentException(
                    "--users and --jwt-issuer (expected: one of them; a name has one owner)");
        }
        return users != null
                ? options.withUsers(users)
                : tokens.<PlatformOptions.People>map(PlatformOptions.People.Signed::new)
                        .map(options::withPeople)
                        .orElse(options);
    }
}
