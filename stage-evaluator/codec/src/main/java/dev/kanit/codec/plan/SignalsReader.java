package dev.kanit.codec.plan;

import dev.kanit.decision.plan.BaselineComparison.Compare;
import dev.kanit.decision.plan.Condition.Comparison;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.Signal;
import dev.kanit.decision.plan.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code signals:}, in two passes: first what exists, then what must pass. */
final class SignalsReader {

    private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(1);

    private record Described(
            String name,
            Block block,
            ConditionParser.Named named,
            Optional<BaselineReader.Written> baseline) {}

    private final Problems problems;
    private final Speed speed;
    private final List<Described> described = new ArrayList<>();
    private final Map<String, ConditionParser.Named> named = new LinkedHashMap<>();
    private final List<SignalQuery> queries = new ArrayList<>();
    private final Set<Integer> signed = new TreeSet<>();

    SignalsReader(Optional<Node> section, Speed speed, Problems problems) {
        this.problems = problems;
        this.speed = speed;
        section.ifPresent(
                node ->
                        Block.named("signals", node, problems)
                                .entries()
                                .forEach((name, value) -> describe(name, value)));
        if (named.size() > RolloutPlan.MAX_SIGNALS) {
            section.ifPresent(
                    node ->
                            problems.at(
                                    node,
                                    named.size() + " signals",
                                    "at most " + RolloutPlan.MAX_SIGNALS));
        }
    }

    Map<String, ConditionParser.Named> named() {
        return named;
    }

    List<SignalQuery> queries() {
        return queries;
    }

    /** What the judge compares, by signal; those that it does not compare are not in it. */
    Map<String, Compare> compared() {
        Map<String, Compare> compared = new LinkedHashMap<>();
        described.forEach(
                one ->
                        one.baseline()
                                .ifPresent(written -> compared.put(one.name(), written.compare())));
        return compared;
    }

    /** Indexes of signals whose readings may be negative. */
    Set<Integer> signed() {
        return signed;
    }

    List<Signal> signals(ConditionParser conditions, Sanity sanity) {
        List<Signal> signals = new ArrayList<>();
        for (Described one : described) {
            Block block = one.block();
            String name = one.name();
            ConditionParser.Named own = one.named();
            Optional<Comparison> passes =
                    block.scalar("pass").flatMap(node -> conditions.pass(node, own.index()));
            passes.ifPresent(
                    comparison ->
                            block.find("pass").ifPresent(node -> sanity.canHold(node, comparison)));
            boolean optional = block.flag("optional");
            if (optional && block.find("pass").isPresent()) {
                block.find("optional")
                        .ifPresent(
                                node ->
                                        problems.at(
                                                node,
                                                name + " is optional and has a pass condition",
                                                "one of both"));
            }
            signals.add(
                    new Signal(
                            name,
                            block.textOr("label", name),
                            own.unit(),
                            passes,
                            minSamples(block),
                            own.tracked(),
                            optional && passes.isEmpty(),
                            signed.contains(own.index()),
                            one.baseline().map(written -> written.comparison(passes))));
        }
        return signals;
    }

    private void describe(String name, Node value) {
        Block block =
                Block.of(
                        "signals." + name,
                        value,
                        problems,
                        "label",
                        "unit",
                        "query",
                        "samples",
                        "minSamples",
                        "window",
                        "pass",
                        "optional",
                        "signed",
                        "baseline");
        String query = block.text("query", "PromQL in the signal's unit");
        Unit unit =
                block.require("unit", "a unit such as ms, ratio, 1/min, bytes or count")
                        .flatMap(this::unit)
                        .orElse(Unit.COUNT);
        Duration window = block.duration("window", DEFAULT_WINDOW);
        Duration ownWindow = window.isPositive() ? window : DEFAULT_WINDOW;
        Optional<BaselineReader.Written> baseline =
                new BaselineReader(unit, query, ownWindow, speed, problems).read(block);
        SignalQuery asked =
                new SignalQuery(
                        name,
                        query,
                        block.scalar("samples").map(ScalarNode::getValue),
                        speed.of(ownWindow),
                        baseline.map(BaselineReader.Written::asked));
        if (block.flag("signed")) {
            signed.add(named.size());
        }
        ConditionParser.Named own = new ConditionParser.Named(named.size(), unit, asked.tracked());
        named.put(name, own);
        queries.add(asked);
        described.add(new Described(name, block, own, baseline));
    }

    private Optional<Unit> unit(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            problems.at(node, "the unit is no single value", "a unit such as ms");
            return Optional.empty();
        }
        Optional<Unit> unit = Unit.parse(scalar.getValue());
        if (unit.isEmpty()) {
            problems.at(
                    node,
                    "unknown unit '" + scalar.getValue() + "'",
                    "ms, s, ratio, %, count, bytes, MiB, 1/s, 1/min or another of the guide");
        }
        return unit;
    }

    private long minSamples(Block block) {
        long least = block.wholeNumber("minSamples", 0, 0);
        if (least > 0 && block.find("samples").isEmpty()) {
            block.find("minSamples")
                    .ifPresent(
                            node ->
                                    problems.at(
                                            node,
                                            block.path() + " asks for samples it does not count",
                                            "a 'samples' query beside minSamples"));
        }
        return speed.of(least);
    }
}
