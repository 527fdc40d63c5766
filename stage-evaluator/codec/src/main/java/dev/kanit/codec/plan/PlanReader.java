package dev.kanit.codec.plan;

import dev.kanit.codec.check.ChecksPlan;
import dev.kanit.decision.plan.Actuation;
import dev.kanit.decision.plan.Condition.Comparison;
import dev.kanit.decision.plan.Effect;
import dev.kanit.decision.plan.Ritual;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.Signal;
import dev.kanit.decision.plan.SignalGroup;
import dev.kanit.decision.plan.Stage;
import dev.kanit.decision.plan.TreeLimits;
import dev.kanit.decision.plan.Trigger;
import dev.kanit.decision.rule.Rulebook;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a plan file: everything that is wrong with it, or a plan that can run. */
public final class PlanReader {

    /** Readings are put together in buckets of at least this width. */
    private static final Duration BUCKET = Duration.ofSeconds(10);

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    private final String text;
    private final Problems problems = new Problems();

    private PlanReader(String text) {
        this.text = text;
    }

    /**
     * Reads a plan.
     *
     * @param text the file's content; over 1 MiB is refused
     */
    public static PlanReading read(String text) {
        return new PlanReader(text).read();
    }

    /** The plan's digest: SHA-256 of its text in UTF-8, hex. */
    public static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    private PlanReading read() {
        Optional<PlanFile> file = BoundedYaml.read(text, problems).flatMap(this::document);
        if (file.isEmpty() && !problems.any()) {
            problems.at(Optional.empty(), 0, "the file is empty", "a plan");
        }
        return file.isPresent() && !problems.any()
                ? new PlanReading.Accepted(file.get())
                : new PlanReading.Rejected(problems.inFileOrder());
    }

    private Optional<PlanFile> document(Node root) {
        Block top =
                Block.of(
                        "the plan",
                        root,
                        problems,
                        "plan",
                        "hypothesis",
                        "service",
                        "from",
                        "to",
                        "speed",
                        "actuator",
                        "source",
                        "traffic",
                        "signals",
                        "groups",
                        "stages",
                        "watch",
                        "triggers",
                        "decide",
                        "checks",
                        "approvals",
                        "promote",
                        "freeze",
                        "change",
                        "night",
                        "reports",
                        "notify");
        Speed speed = speed(top);
        EnvironmentReader environment = new EnvironmentReader(speed, problems);
        Source source = environment.source(top.require("source", "prometheus, scrape or push"));
        SignalsReader signals =
                new SignalsReader(top.require("signals", "at least one signal"), speed, problems);
        ConditionParser conditions = new ConditionParser(signals.named(), speed, problems);
        Sanity sanity = new Sanity(signals.named().values(), signals.signed(), problems);
        List<Signal> described = signals.signals(conditions, sanity);
        requireGolden(top, described);
        List<SignalGroup> groups =
                top.find("groups")
                        .map(
                                node ->
                                        new GroupsReader(
                                                        signals.named(),
                                                        signals.compared(),
                                                        problems)
                                                .read(node))
                        .orElse(List.of());
        List<Trigger> triggers =
                top.find("triggers")
                        .map(
                                node ->
                                        new TriggersReader(conditions, sanity, speed, problems)
                                                .read(node))
                        .orElse(List.of());
        List<Stage> stages =
                top.require("stages", "- {weight: 5%, bake: 15m}")
                        .map(node -> new StagesReader(speed, problems).read(node))
                        .orElse(List.of());
        Optional<Comparison> traffic = top.scalar("traffic").flatMap(conditions::condition);
        traffic.ifPresent(one -> top.find("traffic").ifPresent(node -> sanity.canHold(node, one)));
        TreeLimits limits = new LimitsReader(speed, problems).read(top.find("decide"));
        List<String> minute = minute(top, described);
        ChecksPlan checks =
                top.find("checks")
                        .map(node -> new ChecksReader(speed, problems).read(node))
                        .orElse(ChecksPlan.NONE);
        Optional<NightReader.Night> night =
                top.find("night")
                        .map(
                                node ->
                                        new NightReader(
                                                        signals.named(),
                                                        conditions,
                                                        speed,
                                                        problems)
                                                .read(node));
        Ritual ritual =
                new RitualReader(speed, problems)
                        .read(top, checks, night.map(NightReader.Night::plan));
        requireOneWatch(top);
        requireCounts(top, described, triggers);
        requirePace(top, source);
        Actuation actuation =
                new ActuatorReader(problems)
                        .read(top.require("actuator", "who shifts the traffic"));
        requireMitigable(top, actuation, triggers);
        Optional<NotificationPlan> notify =
                new NotifyReader(speed, problems).read(top.find("notify"));
        Duration bucket = longer(BUCKET, plainInterval(source, speed));
        if (problems.any()) {
            // The records below refuse what was already reported.
            text(top);
            return Optional.empty();
        }
        RolloutPlan plan =
                new RolloutPlan(
                        top.text("plan", "the plan's name"),
                        digest(text),
                        top.text("service", "what is rolled out"),
                        top.text("from", "the stable version"),
                        top.text("to", "the canary version"),
                        top.text("hypothesis", "what the rollout is to show"),
                        actuation,
                        source.every(),
                        longer(source.every(), speed.of(bucket)),
                        described,
                        groups,
                        stages,
                        night.map(NightReader.Night::length)
                                .orElse(speed.of(top.duration("watch", Duration.ZERO))),
                        triggers,
                        traffic,
                        limits,
                        ritual);
        return boundedHistory(top, plan)
                ? Optional.of(
                        new PlanFile(
                                plan,
                                new CollectionPlan(source, signals.queries()),
                                checks,
                                minute,
                                speed.factor(),
                                text,
                                notify))
                : Optional.empty();
    }

    /** Asks for every text, so that all missing ones are named together. */
    private static void text(Block top) {
        top.text("plan", "the plan's name");
        top.text("service", "what is rolled out");
        top.text("from", "the stable version");
        top.text("to", "the canary version");
        top.text("hypothesis", "what the rollout is to show");
    }

    private boolean boundedHistory(Block top, RolloutPlan plan) {
        try {
            return new Rulebook(plan).layout().ringSize() > 0;
        } catch (IllegalArgumentException tooLong) {
            top.find("triggers")
                    .ifPresent(
                            node ->
                                    problems.at(
                                            node,
                                            "a window is too long for the interval",
                                            String.valueOf(tooLong.getMessage())));
            return false;
        }
    }

    private void requireOneWatch(Block top) {
        top.find("night")
                .filter(_ -> top.find("watch").isPresent())
                .ifPresent(node -> problems.at(node, "night and watch", "one of both: night.for"));
    }

    private Speed speed(Block top) {
        Optional<ScalarNode> written = top.scalar("speed");
        if (written.isEmpty()) {
            return new Speed(1);
        }
        try {
            return new Speed(Double.parseDouble(written.get().getValue()));
        } catch (IllegalArgumentException _) {
            problems.at(
                    written.get(),
                    "speed: '" + written.get().getValue() + "'",
                    "a number from 1 to " + (long) Speed.MAX);
            return new Speed(1);
        }
    }

    private void requireCounts(Block top, List<Signal> signals, List<Trigger> triggers) {
        if (signals.isEmpty()) {
            top.find("signals")
                    .ifPresent(node -> problems.at(node, "no signals", "at least one signal"));
        }
        if (triggers.size() > RolloutPlan.MAX_TRIGGERS) {
            top.find("triggers")
                    .ifPresent(
                            node ->
                                    problems.at(
                                            node,
                                            triggers.size() + " triggers",
                                            "at most " + RolloutPlan.MAX_TRIGGERS));
        }
    }

    /** An ingress has a weight and nothing else to set: a countermove there would do nothing. */
    private void requireMitigable(Block top, Actuation actuation, List<Trigger> triggers) {
        boolean mitigates =
                triggers.stream().anyMatch(one -> one.effect() instanceof Effect.Mitigate);
        if (mitigates && !ActuatorReader.hasSettings(actuation)) {
            top.find("actuator")
                    .ifPresent(
                            node ->
                                    problems.at(
                                            node,
                                            "a trigger mitigates, and "
                                                    + actuation.kind()
                                                    + " has no settings",
                                            "deployment beside it, the http actuator, or another"
                                                    + " effect"));
        }
    }

    /** A collector keeps no faster pace than this, so a faster plan would only ever be held. */
    private void requirePace(Block top, Source source) {
        if (source.every().compareTo(SHORTEST_INTERVAL) < 0) {
            Node where = top.find("speed").or(() -> top.find("source")).orElse(top.node());
            problems.at(
                    where,
                    "a round of readings every " + source.every().toMillis() + " ms",
                    "at least " + SHORTEST_INTERVAL.toMillis() + " ms after speed is applied");
        }
    }

    private void requireGolden(Block top, List<Signal> signals) {
        if (!signals.isEmpty() && signals.stream().noneMatch(Signal::golden)) {
            top.find("signals")
                    .ifPresent(
                            node ->
                                    problems.at(
                                            node,
                                            "no signal has a pass condition",
                                            "at least one, such as pass: <= 200ms"));
        }
    }

    private List<String> minute(Block top, List<Signal> signals) {
        List<String> golden = signals.stream().filter(Signal::golden).map(Signal::name).toList();
        Optional<Block> reports =
                top.find("reports").map(node -> Block.of("reports", node, problems, "minute"));
        Optional<Node> list = reports.flatMap(block -> block.find("minute"));
        if (list.isEmpty()) {
            return golden;
        }
        List<String> minute = new ArrayList<>();
        for (Node one : reports.get().list("minute", list.get())) {
            if (one instanceof ScalarNode scalar && golden.contains(scalar.getValue())) {
                minute.add(scalar.getValue());
            } else {
                problems.at(
                        one,
                        "no golden signal of this plan",
                        "one of " + String.join(", ", golden));
            }
        }
        return minute;
    }

    private static Duration plainInterval(Source source, Speed speed) {
        return Duration.ofMillis(Math.round(source.every().toMillis() * speed.factor()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
