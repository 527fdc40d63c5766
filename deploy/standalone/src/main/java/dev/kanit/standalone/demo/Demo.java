package dev.kanit.standalone.demo;

import dev.kanit.archiver.report.ReportSpec;
import dev.kanit.archiver.report.WarRoom;
import dev.kanit.codec.check.Check;
import dev.kanit.codec.check.CheckKind;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.standalone.platform.PlanViews;
import dev.kanit.standalone.platform.Platform;
import dev.kanit.standalone.platform.PlatformOptions;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Runs a plan against the sample target, on the whole platform, and tells the story as it goes.
 * Nothing is faked past the HTTP boundary: weights change where requests go.
 */
public final class Demo {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private final DemoOptions options;
    private final Consumer<String> say;

    public Demo(DemoOptions options, Consumer<String> say) {
        this.options = options;
        this.say = say;
    }

    /** Scenarios that can be shown by a plan, in lower case. */
    public static List<String> scenarios(RolloutPlan plan) {
        return DemoTarget.Kind.of(plan).scenarios();
    }

    /** Runs to the end of the last stage, to the end of a rollback, or to the time limit. */
    public DemoResult run() throws IOException, InterruptedException, ExecutionException {
        ReportSpec report = PlanViews.report(options.planText());
        var plan = PlanViews.parse(options.planText()).plan();
        say.accept("starting: sample target (%s → %s)".formatted(plan.from(), plan.to()));
        try (DemoTarget target = DemoTarget.start(options, plan);
                Platform platform =
                        Platform.start(
                                PlatformOptions.in(options.directory()).knowing(target.variables()),
                                part -> say.accept("starting: " + part))) {
            String id =
                    plan.name()
                            + "-"
                            + options.scenario()
                            + "-"
                            + System.currentTimeMillis() / 1000;
            try (RolloutFollower follower = new RolloutFollower(platform, id)) {
                say.accept("");
                say.accept(
                        "plan %s, speed %s, rollout %s"
                                .formatted(plan.name(), options.speed(), id));
                say.accept(WarRoom.header(report));
                // A cold JVM answers late; the first stage is to judge the canary, not the
                // start-up.
                LockSupport.parkNanos(WARM_UP.toNanos());
                follower.start(target.bind(options.planText(), options.speed()), "demo");
                for (Check check : attestations()) {
                    follower.attest(check.name(), witness(check));
                }
                return follow(follower, report, platform, id);
            }
        }
    }

    /** Checks that a named person answers for: the demonstration plays that person. */
    private List<Check> attestations() {
        return PlanViews.parse(options.planText()).checks().groups().stream()
                .flatMap(group -> group.checks().stream())
                .filter(Check::isAttestation)
                .toList();
    }

    private static String witness(Check check) {
        return check.kind() instanceof CheckKind.Attestation(String _, String by) && !by.isEmpty()
                ? by
                : "on-duty";
    }

    private DemoResult follow(
            RolloutFollower follower, ReportSpec report, Platform platform, String id)
            throws InterruptedException {
        Tally tally = new Tally(options.scenario());
        long deadline = System.nanoTime() + options.atMost().toNanos();
        while (!tally.isOver() && System.nanoTime() < deadline) {
            for (RolloutDecision decision : follower.poll(POLL)) {
                tally.add(decision, System.currentTimeMillis());
                if (decision.getKind() != DecisionKind.STARTED) {
                    say.accept(WarRoom.second(report, decision));
                }
            }
            follower.actions().forEach(tally::add);
        }
        var evidence = platform.evidenceDirectory().resolve("rollouts").resolve(id);
        EvidenceWait.until(evidence, tally.decisions());
        Optional<Path> bundle = tally.isClosed() ? EvidenceWait.bundle(evidence) : Optional.empty();
        return tally.result(report, evidence, bundle);
    }
}
