package dev.kanit.decision.rollout;

import dev.kanit.decision.plan.Actuation;
import dev.kanit.decision.plan.BaselineComparison;
import dev.kanit.decision.plan.BaselineComparison.Compare;
import dev.kanit.decision.plan.CheckGroup;
import dev.kanit.decision.plan.CheckPlan;
import dev.kanit.decision.plan.Comparator;
import dev.kanit.decision.plan.Condition.Comparison;
import dev.kanit.decision.plan.Effect;
import dev.kanit.decision.plan.FreezePlan;
import dev.kanit.decision.plan.FreezeWindow;
import dev.kanit.decision.plan.GoRule;
import dev.kanit.decision.plan.Limit;
import dev.kanit.decision.plan.Measure;
import dev.kanit.decision.plan.NightPlan;
import dev.kanit.decision.plan.Objective;
import dev.kanit.decision.plan.PlannedCheck;
import dev.kanit.decision.plan.Ritual;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.Signal;
import dev.kanit.decision.plan.SignalGroup;
import dev.kanit.decision.plan.Stage;
import dev.kanit.decision.plan.TreeLimits;
import dev.kanit.decision.plan.TreeLimits.Patience;
import dev.kanit.decision.plan.Trigger;
import dev.kanit.decision.plan.Unit;
import dev.kanit.decision.plan.Weight;
import dev.kanit.decision.rule.Rulebook;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** A small plan that has one of everything. */
public final class Plans {

    public static final int LATENCY = 0;
    public static final int ERRORS = 1;
    public static final int SCORE = 2;
    public static final int CSP = 3;
    public static final int TRAFFIC = 4;
    public static final int MEMORY = 5;

    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private Plans() {}

    /** The plan, resolved. */
    public static Rulebook small() {
        return new Rulebook(plan());
    }

    /** The same plan on a feature flag, whose value the countermove sets. */
    public static Rulebook flagged() {
        RolloutPlan small = plan();
        return new Rulebook(
                new RolloutPlan(
                        small.name(),
                        small.digest(),
                        small.service(),
                        small.from(),
                        small.to(),
                        small.hypothesis(),
                        new Actuation("flag", new TreeMap<>(java.util.Map.of("name", "flag"))),
                        small.interval(),
                        small.bucket(),
                        small.signals(),
                        small.groups(),
                        small.stages(),
                        small.watch(),
                        small.triggers(),
                        small.traffic(),
                        small.limits(),
                        small.ritual()));
    }

    /** The same plan with checks before it and a promotion after it. */
    public static Rulebook ritual() {
        return new Rulebook(plan().with(surroundings()));
    }

    /** The same with two totals that the night is watched for, as long as it lasts. */
    static Rulebook withTotals(int first, double firstBelow, int second, double secondBelow) {
        Ritual around = surroundings();
        NightPlan night = night();
        Duration within = Duration.ofMinutes(10);
        return new Rulebook(
                plan().with(
                                new Ritual(
                                        around.checks(),
                                        around.go(),
                                        around.freeze(),
                                        around.change(),
                                        Optional.of(
                                                new NightPlan(
                                                        night.rhythm(),
                                                        night.objective(),
                                                        night.burn(),
                                                        night.pass(),
                                                        night.passFor(),
                                                        List.of(
                                                                new NightPlan.TotalLimit(
                                                                        first, firstBelow, within),
                                                                new NightPlan.TotalLimit(
                                                                        second,
                                                                        secondBelow,
                                                                        within)),
                                                        night.rollbackWithin())),
                                        around.promote())));
    }

    /** Two groups: one that must pass whole, one of three of which one may be approved. */
    static Ritual surroundings() {
        CheckGroup preflight =
                CheckGroup.allBut(
                        0,
                        "preflight",
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(1),
                        List.of(
                                new PlannedCheck("clock", false, false),
                                new PlannedCheck("headers", false, false),
                                new PlannedCheck("executor", true, false)));
        CheckGroup goNoGo =
                CheckGroup.allBut(
                        1,
                        "go-no-go",
                        Duration.ZERO,
                        Duration.ofSeconds(30),
                        List.of(
                                new PlannedCheck("rollback-rehearsed", false, false),
                                new PlannedCheck("dashboards", false, false),
                                new PlannedCheck("sign-off", false, true)));
        return new Ritual(
                Optional.of(new CheckPlan(List.of(preflight, goNoGo))),
                new GoRule(1, 2, Duration.ofMinutes(5)),
                Optional.of(freeze()),
                Ritual.USUAL_CHANGE,
                Optional.of(night()),
                true);
    }

    /** The ritual of 26 hours: frozen from T-30, checks at T-10 and T-0, a night of 24 hours. */
    public static Rulebook wholeRitual() {
        RolloutPlan plan = plan();
        Ritual around = surroundings();
        Duration day = Duration.ofHours(24);
        NightPlan night =
                new NightPlan(
                        List.of(
                                part(2, Duration.ofMinutes(15)),
                                part(6, Duration.ofMinutes(30)),
                                part(12, Duration.ofHours(1)),
                                part(18, Duration.ofHours(2)),
                                part(24, Duration.ofHours(1))),
                        Optional.of(new Objective(0.99, ERRORS, TRAFFIC, day)),
                        List.of(
                                new NightPlan.BurnLimit(Duration.ofHours(1), 2, false),
                                new NightPlan.BurnLimit(Duration.ofHours(6), 2, false),
                                new NightPlan.BurnLimit(day, 1.5, false),
                                new NightPlan.BurnLimit(Duration.ofHours(1), 5, true)),
                        List.of(below(LATENCY, Comparator.BELOW, 200)),
                        Duration.ofMinutes(5),
                        List.of(new NightPlan.TotalLimit(CSP, 100, Duration.ofHours(2))),
                        Duration.ofHours(6));
        FreezePlan freeze =
                new FreezePlan(
                        Duration.ofMinutes(30),
                        day,
                        "Europe/Istanbul",
                        List.of("hotfix"),
                        List.of(),
                        OptionalDouble.of(0.1));
        return new Rulebook(
                new RolloutPlan(
                        plan.name(),
                        plan.digest(),
                        plan.service(),
                        plan.from(),
                        plan.to(),
                        plan.hypothesis(),
                        plan.actuation(),
                        plan.interval(),
                        plan.bucket(),
                        plan.signals(),
                        plan.groups(),
                        plan.stages(),
                        day,
                        plan.triggers(),
                        plan.traffic(),
                        plan.limits(),
                        new Ritual(
                                around.checks(),
                                around.go(),
                                Optional.of(freeze),
                                Ritual.USUAL_CHANGE,
                                Optional.of(night),
                                true)));
    }

    private static NightPlan.Part part(int hours, Duration every) {
        return new NightPlan.Part(Duration.ofHours(hours), every);
    }

    /** Frozen for four minutes a day, which the simulation's clock meets. */
    private static FreezePlan freeze() {
        return new FreezePlan(
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                "UTC",
                List.of("hotfix"),
                List.of(
                        new FreezeWindow(
                                "lunch",
                                false,
                                List.of(DayOfWeek.values()),
                                LocalTime.of(2, 10),
                                LocalTime.of(2, 14),
                                false,
                                List.of())),
                OptionalDouble.of(0.1));
    }

    private static NightPlan night() {
        return new NightPlan(
                List.of(
                        new NightPlan.Part(Duration.ofMinutes(4), Duration.ofMinutes(1)),
                        new NightPlan.Part(Duration.ofMinutes(10), Duration.ofMinutes(2))),
                Optional.of(new Objective(0.99, ERRORS, TRAFFIC, Duration.ofMinutes(40))),
                List.of(
                        new NightPlan.BurnLimit(Duration.ofMinutes(1), 5, true),
                        new NightPlan.BurnLimit(Duration.ofMinutes(1), 0.9, false),
                        new NightPlan.BurnLimit(Duration.ofMinutes(6), 0.8, false)),
                List.of(below(LATENCY, Comparator.BELOW, 190)),
                Duration.ofSeconds(20),
                List.of(new NightPlan.TotalLimit(CSP, 30, Duration.ofMinutes(5))),
                Duration.ofMinutes(4));
    }

    /** The same plan with other triggers. */
    public static Rulebook with(Trigger... triggers) {
        return new Rulebook(plan(List.of(triggers)));
    }

    /**
     * The same plan with stages of 6 min, latency, score and memory compared as ratios and errors
     * as counts.
     */
    public static Rulebook judged() {
        return judged(plan());
    }

    /** The same with a trigger on a signal that has no limit of its own. */
    static Rulebook judgedWithALimitOfMemory() {
        return judged(
                plan(
                        List.of(
                                new Trigger(
                                        "memory-high",
                                        List.of(above(MEMORY, 1_000_000)),
                                        Duration.ofSeconds(30),
                                        new Effect.RollBack()))));
    }

    private static Rulebook judged(RolloutPlan plan) {
        List<Signal> signals = new ArrayList<>();
        for (int index = 0; index < plan.signals().size(); index++) {
            Signal signal = plan.signals().get(index);
            signals.add(
                    switch (index) {
                        case LATENCY, SCORE, CSP -> compared(signal, Compare.RATIO, 0);
                        case ERRORS -> compared(signal, Compare.COUNTS, 0);
                        case MEMORY -> compared(signal, Compare.RATIO, 300);
                        default -> signal;
                    });
        }
        return new Rulebook(
                new RolloutPlan(
                        plan.name(),
                        plan.digest(),
                        plan.service(),
                        plan.from(),
                        plan.to(),
                        plan.hypothesis(),
                        plan.actuation(),
                        plan.interval(),
                        plan.bucket(),
                        signals,
                        List.of(new SignalGroup("all", List.of(LATENCY, SCORE, CSP))),
                        plan.stages().stream()
                                .map(
                                        stage ->
                                                new Stage(
                                                        stage.name(),
                                                        stage.weight(),
                                                        stage.bake().multipliedBy(2)))
                                .toList(),
                        plan.watch(),
                        plan.triggers(),
                        plan.traffic(),
                        plan.limits()));
    }

    private static Signal compared(Signal signal, Compare how, double exhaustedAt) {
        return new Signal(
                signal.name(),
                signal.label(),
                signal.unit(),
                signal.passes(),
                signal.minSamples(),
                signal.tracked(),
                signal.optional(),
                signal.signed(),
                Optional.of(
                        new BaselineComparison(
                                how,
                                // A leak is for its own rule to find, not for the ratio.
                                exhaustedAt > 0 ? 9 : 0.1,
                                0,
                                how == Compare.COUNTS ? 1000 : 0,
                                exhaustedAt > 0
                                        ? OptionalDouble.of(exhaustedAt)
                                        : OptionalDouble.empty())));
    }

    static RolloutPlan plan() {
        return plan(triggers());
    }

    private static RolloutPlan plan(List<Trigger> triggers) {
        Unit ms = Unit.parse("ms").orElseThrow();
        Unit perMinute = Unit.parse("1/min").orElseThrow();
        Unit perSecond = Unit.parse("1/s").orElseThrow();
        Unit bytes = Unit.parse("bytes").orElseThrow();
        List<Signal> signals =
                List.of(
                        golden("latency", ms, below(LATENCY, Comparator.AT_MOST, 200), 0),
                        golden("errors", Unit.RATIO, below(ERRORS, Comparator.AT_MOST, 0.01), 20),
                        golden("score", perMinute, below(SCORE, Comparator.AT_LEAST, 10), 0),
                        golden(
                                "csp",
                                perMinute,
                                new Comparison(
                                        Measure.latest(CSP),
                                        Comparator.AT_MOST,
                                        new Limit.BaselineTimes(1.1),
                                        "<= baseline + 10%"),
                                0),
                        plain("traffic", perSecond),
                        plain("memory", bytes));
        return new RolloutPlan(
                "small",
                "00112233445566778899",
                "shop",
                "v1",
                "v2",
                "v2 is no worse than v1",
                new Actuation("http", new TreeMap<>()),
                INTERVAL,
                INTERVAL,
                signals,
                List.of(),
                List.of(stage("5%", 5), stage("50%", 50), stage("100%", 100)),
                Duration.ofMinutes(10),
                triggers,
                Optional.of(
                        new Comparison(
                                Measure.latest(TRAFFIC),
                                Comparator.AT_LEAST,
                                new Limit.Fixed(1),
                                "traffic >= 1/s")),
                new TreeLimits(
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(3),
                        2,
                        new Patience(Duration.ofSeconds(30), Duration.ofMinutes(4)),
                        new Patience(Duration.ofMinutes(1), Duration.ofMinutes(6)),
                        TreeLimits.Answer.ROLLBACK,
                        TreeLimits.Answer.HOLD,
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(5)));
    }

    private static List<Trigger> triggers() {
        Measure slope = new Measure(Measure.Function.SLOPE, MEMORY, Duration.ofMinutes(3));
        return List.of(
                new Trigger(
                        "latency-critical",
                        List.of(above(LATENCY, 400)),
                        Duration.ofMinutes(1),
                        new Effect.RollBack()),
                new Trigger(
                        "csp-storm",
                        List.of(above(CSP, 500)),
                        Duration.ZERO,
                        new Effect.RollBack()),
                new Trigger(
                        "memory-leak",
                        List.of(
                                new Comparison(
                                        slope,
                                        Comparator.ABOVE,
                                        new Limit.Fixed(1000),
                                        "slope(memory, 3m) > 1000B/s"),
                                above(MEMORY, 1_000_000)),
                        Duration.ofMinutes(1),
                        new Effect.RollBack()),
                new Trigger(
                        "latency-high",
                        List.of(above(LATENCY, 300)),
                        Duration.ofSeconds(30),
                        new Effect.Hold()),
                new Trigger(
                        "errors-seen",
                        List.of(above(ERRORS, 0.02)),
                        Duration.ofSeconds(20),
                        new Effect.Alert()),
                new Trigger(
                        "score-low",
                        List.of(
                                new Comparison(
                                        Measure.latest(SCORE),
                                        Comparator.BELOW,
                                        new Limit.Fixed(10),
                                        "score < 10/min")),
                        Duration.ofSeconds(30),
                        new Effect.Mitigate(new TreeMap<>(java.util.Map.of("flag", "preview")))));
    }

    private static Signal golden(String name, Unit unit, Comparison passes, long minSamples) {
        return new Signal(
                name,
                name,
                unit,
                Optional.of(passes),
                minSamples,
                true,
                false,
                false,
                Optional.empty());
    }

    private static Signal plain(String name, Unit unit) {
        return new Signal(
                name, name, unit, Optional.empty(), 0, true, false, false, Optional.empty());
    }

    private static Comparison below(int signal, Comparator comparator, double limit) {
        return new Comparison(
                Measure.latest(signal),
                comparator,
                new Limit.Fixed(limit),
                comparator.symbol() + " " + limit);
    }

    private static Comparison above(int signal, double limit) {
        return new Comparison(
                Measure.latest(signal), Comparator.ABOVE, new Limit.Fixed(limit), "> " + limit);
    }

    private static Stage stage(String name, double percent) {
        return new Stage(name, new Weight(percent), Duration.ofMinutes(3));
    }
}
