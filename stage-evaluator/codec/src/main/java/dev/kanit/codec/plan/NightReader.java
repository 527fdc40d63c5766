package dev.kanit.codec.plan;

import dev.kanit.codec.plan.ConditionParser.Named;
import dev.kanit.decision.plan.Condition.Comparison;
import dev.kanit.decision.plan.Dimension;
import dev.kanit.decision.plan.Measure;
import dev.kanit.decision.plan.NightPlan;
import dev.kanit.decision.plan.NightPlan.BurnLimit;
import dev.kanit.decision.plan.NightPlan.Part;
import dev.kanit.decision.plan.NightPlan.TotalLimit;
import dev.kanit.decision.plan.Objective;
import dev.kanit.decision.plan.Quantity;
import dev.kanit.decision.plan.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code night:}, which takes the place of {@code watch:}. */
final class NightReader {

    private static final Duration LENGTH = Duration.ofHours(24);
    private static final Duration ROLLBACK_WITHIN = Duration.ofHours(6);
    private static final Duration PASS_FOR = Duration.ofMinutes(5);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Dimension RATE = Dimension.COUNT.perTime();

    /** What was read. */
    record Night(Duration length, NightPlan plan) {}

    private final Map<String, Named> signals;
    private final ConditionParser conditions;
    private final Speed speed;
    private final Problems problems;

    NightReader(
            Map<String, Named> signals,
            ConditionParser conditions,
            Speed speed,
            Problems problems) {
        this.signals = Map.copyOf(signals);
        this.conditions = conditions;
        this.speed = speed;
        this.problems = problems;
    }

    Night read(Node section) {
        Block block =
                Block.of(
                        "night",
                        section,
                        problems,
                        "for",
                        "snapshots",
                        "slo",
                        "burn",
                        "pass",
                        "passFor",
                        "totals",
                        "rollbackWithin");
        Duration length = positive(block, "for", LENGTH);
        Optional<Objective> objective = block.find("slo").flatMap(node -> slo(node, length));
        List<BurnLimit> burn = new ArrayList<>();
        block.find("burn").ifPresent(node -> burn(node, burn));
        if (!burn.isEmpty() && block.find("slo").isEmpty()) {
            problems.at(section, "night.burn without night.slo", "what is promised: slo");
        }
        List<Comparison> pass = pass(block);
        List<TotalLimit> totals = totals(block);
        if (Math.max(burn.size(), Math.max(pass.size(), totals.size())) > NightPlan.MAX_LIMITS) {
            problems.at(section, "too many limits", "at most " + NightPlan.MAX_LIMITS + " a kind");
        }
        if (problems.any()) {
            return new Night(length, nothing(length));
        }
        return new Night(
                speed.of(length),
                new NightPlan(
                        snapshots(block, length),
                        objective,
                        burn,
                        pass,
                        speed.of(block.duration("passFor", PASS_FOR)),
                        totals,
                        speed.of(block.duration("rollbackWithin", ROLLBACK_WITHIN))));
    }

    private static NightPlan nothing(Duration length) {
        return new NightPlan(
                List.of(new Part(length, EVERY)),
                Optional.empty(),
                List.of(),
                List.of(),
                Duration.ZERO,
                List.of(),
                Duration.ZERO);
    }

    private List<Part> snapshots(Block block, Duration length) {
        List<Part> parts = new ArrayList<>();
        Optional<Node> written = block.find("snapshots");
        Duration before = Duration.ZERO;
        for (Node one : written.map(node -> block.list("snapshots", node)).orElse(List.of())) {
            Block part = Block.of("night.snapshots", one, problems, "until", "every");
            Duration until = positive(part, "until", length);
            Duration every = positive(part, "every", EVERY);
            if (until.compareTo(before) <= 0) {
                problems.at(one, "until does not rise", "above the part before");
            }
            before = until;
            parts.add(new Part(speed.of(until), speed.of(every)));
        }
        if (parts.size() > NightPlan.MAX_PARTS) {
            problems.at(
                    written.orElseThrow(),
                    parts.size() + " parts",
                    "at most " + NightPlan.MAX_PARTS);
        }
        return parts.isEmpty() || parts.size() > NightPlan.MAX_PARTS
                ? List.of(new Part(speed.of(length), speed.of(EVERY)))
                : parts;
    }

    private Optional<Objective> slo(Node node, Duration length) {
        Block block =
                Block.of("night.slo", node, problems, "availability", "bad", "total", "period");
        Optional<Named> bad = signal(block, "bad", List.of(RATE, Dimension.RATIO));
        Optional<Named> total = signal(block, "total", List.of(RATE));
        Optional<Double> target =
                block.require("availability", "a share such as 99%")
                        .flatMap(_ -> block.scalar("availability"))
                        .flatMap(
                                text ->
                                        Quantity.parse(text.getValue())
                                                .flatMap(quantity -> quantity.in(Unit.RATIO))
                                                .filter(share -> share > 0 && share < 1)
                                                .or(() -> wrong(text, "a share such as 99%")));
        Duration period = positive(block, "period", length);
        return bad.isEmpty() || total.isEmpty() || target.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Objective(
                                target.get(),
                                bad.get().index(),
                                total.get().index(),
                                speed.of(period)));
    }

    private Optional<Named> signal(Block block, String key, List<Dimension> dimensions) {
        String expected =
                dimensions.size() > 1
                        ? "a signal in events per time, or a ratio"
                        : "a signal in events per time, such as 1/s";
        Optional<ScalarNode> name = block.require(key, expected).flatMap(_ -> block.scalar(key));
        return name.flatMap(text -> signal(text, text.getValue(), dimensions, expected));
    }

    private Optional<Named> signal(
            Node where, String name, List<Dimension> dimensions, String expected) {
        Named named = signals.get(name);
        if (named == null) {
            problems.at(
                    where, "unknown signal '" + name + "'", Spelling.oneOf(name, signals.keySet()));
            return Optional.empty();
        }
        if (!dimensions.contains(named.unit().dimension())) {
            problems.at(where, name + " is in " + named.unit().symbol(), expected);
            return Optional.empty();
        }
        return Optional.of(named);
    }

    private void burn(Node node, List<BurnLimit> limits) {
        Map<String, Node> written = Block.named("night.burn", node, problems).entries();
        written.forEach(
                (key, value) -> {
                    if (key.equals("critical")) {
                        Block.named("night.burn.critical", value, problems)
                                .entries()
                                .forEach((window, limit) -> burn(window, limit, true, limits));
                    } else {
                        burn(key, value, false, limits);
                    }
                });
    }

    private void burn(String window, Node node, boolean critical, List<BurnLimit> limits) {
        Optional<Duration> length = Durations.parse(window).filter(Duration::isPositive);
        Optional<Double> limit = number(node).filter(value -> value > 0);
        if (length.isEmpty() || limit.isEmpty()) {
            problems.at(node, "burn over '" + window + "'", "a window and a rate: 1h: 2.0");
        } else {
            limits.add(new BurnLimit(speed.of(length.get()), limit.get(), critical));
        }
    }

    private List<Comparison> pass(Block block) {
        List<Comparison> pass = new ArrayList<>();
        for (Node one :
                block.find("pass").map(node -> block.list("pass", node)).orElse(List.of())) {
            if (!(one instanceof ScalarNode scalar)) {
                problems.at(one, "no condition", "a condition such as api_p95 < 200ms");
                continue;
            }
            Optional<Comparison> condition = conditions.condition(scalar);
            condition
                    .filter(found -> found.left().function() != Measure.Function.LATEST)
                    .ifPresent(
                            _ ->
                                    problems.at(
                                            one,
                                            "a condition over a window",
                                            "one on the newest reading, or a trigger"));
            condition.ifPresent(pass::add);
        }
        return pass;
    }

    private List<TotalLimit> totals(Block block) {
        List<TotalLimit> totals = new ArrayList<>();
        block.find("totals")
                .map(node -> Block.named("night.totals", node, problems))
                .ifPresent(
                        named ->
                                named.entries().forEach((name, node) -> total(name, node, totals)));
        return totals;
    }

    private void total(String name, Node node, List<TotalLimit> totals) {
        Block block = Block.of("night.totals." + name, node, problems, "below", "within");
        String expected = "a signal in events per time, such as 1/min";
        Optional<Named> signal = signal(node, name, List.of(RATE), expected);
        Duration within = positive(block, "within", LENGTH);
        Optional<Double> below =
                block.require("below", "how many events")
                        .flatMap(NightReader::number)
                        .filter(value -> value > 0);
        if (below.isEmpty()) {
            problems.at(node, "night.totals." + name + ".below", "a number above 0");
        } else if (signal.isPresent()) {
            // What adds up in a rehearsal adds up for a shorter time.
            totals.add(
                    new TotalLimit(
                            signal.get().index(), below.get() / speed.factor(), speed.of(within)));
        }
    }

    private Duration positive(Block block, String key, Duration otherwise) {
        Duration value = block.duration(key, otherwise);
        if (value.isPositive()) {
            return value;
        }
        block.find(key).ifPresent(node -> problems.at(node, key + ": 0", "above 0"));
        return otherwise;
    }

    private Optional<Double> wrong(ScalarNode node, String expected) {
        problems.at(node, "'" + node.getValue() + "'", expected);
        return Optional.empty();
    }

    private static Optional<Double> number(Node node) {
        try {
            return node instanceof ScalarNode scalar
                    ? Optional.of(Double.parseDouble(scalar.getValue())).filter(Double::isFinite)
                    : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
