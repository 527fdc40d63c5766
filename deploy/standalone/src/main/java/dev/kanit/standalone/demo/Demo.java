package dev.kanit.standalone.demo;

import dev.kanit.archiver.report.ReportSpec;
import dev.kanit.archiver.rollout.EvidenceItems;
import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanOverlay;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.standalone.platform.PlanViews;
import dev.kanit.standalone.platform.Platform;
import dev.kanit.standalone.platform.PlatformOptions;
import dev.kanit.wire.CheckResult;
import dev.kanit.wire.RolloutDecision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
    private static final String NEEDS_APPROVER = "incident";
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

    /**
     * Runs to the end of the last stage or of the night after it, to the end of a rollback, or to
     * the time limit.
     */
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
                // A cold JVM answers late; the first stage is to judge the canary, not the
                // start-up.
                target.warmUp();
                LockSupport.parkNanos(WARM_UP.toNanos());
                follower.start(target.bind(planText(), options.speed()), "demo");
                return follow(follower, report, platform, id);
            }
        }
    }

    /** As it is rehearsed: what it is bound to is another matter. */
    private String planText() {
        return options.through() == Through.FIRST_NIGHT
                ? PlanOverlay.quickerNight(options.planText(), options.nightFactor())
                : options.planText();
    }

    private DemoResult follow(
            RolloutFollower follower, ReportSpec report, Platform platform, String id)
            throws IOException, InterruptedException, ExecutionException {
        PlanFile plan = PlanViews.parse(options.planText());
        PlanClock clock =
                new PlanClock(options.speed(), options.nightSpeed(), plan.plan().ritual().lead());
        Story story = new Story(plan, report, clock, options.nightSpeed(), say);
        People people =
                new People(
                        follower, clock, plan.checks(), options.scenario().equals(NEEDS_APPROVER));
        Tally tally = new Tally(options, plan);
        long deadline = System.nanoTime() + options.atMost().toNanos();
        while (!tally.isOver() && System.nanoTime() < deadline) {
            List<RolloutDecision> decisions = follower.poll(POLL);
            for (CheckResult result : follower.checks()) {
                tally.add(result);
                story.check(result);
            }
            for (RolloutDecision decision : decisions) {
                tally.add(decision, System.currentTimeMillis());
                story.decision(decision);
                people.heard(decision);
            }
            follower.actions().forEach(tally::add);
            people.act(Instant.now());
        }
        var evidence = platform.evidenceDirectory().resolve("rollouts").resolve(id);
        EvidenceWait.until(evidence, tally.decisions());
        Optional<Path> bundle = tally.isClosed() ? EvidenceWait.bundle(evidence) : Optional.empty();
        return tally.result(report, evidence, bundle, EvidenceItems.in(evidence).size());
    }
}
