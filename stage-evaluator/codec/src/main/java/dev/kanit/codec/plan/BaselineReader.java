package dev.kanit.codec.plan;

import dev.kanit.decision.plan.BaselineComparison;
import dev.kanit.decision.plan.BaselineComparison.Compare;
import dev.kanit.decision.plan.Condition.Comparison;
import dev.kanit.decision.plan.Limit;
import dev.kanit.decision.plan.Quantity;
import dev.kanit.decision.plan.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a signal's {@code baseline:}: how the judge compares it with the stable fleet. */
final class BaselineReader {

    private static final double WORSE = 0.1;

    /** Without a floor of its own a ratio has this share of the pass limit. */
    private static final double FLOOR_OF_LIMIT = 0.01;

    private static final List<String> OF_RATIO = List.of("window", "floor", "exhaustedAt");
    private static final List<String> OF_COUNTS = List.of("bad", "total", "minEvents");

    /**
     * What was read, before the pass condition is known.
     *
     * @param floor empty for the default
     */
    record Written(
            Compare compare,
            double allowed,
            OptionalDouble floor,
            long minEvents,
            OptionalDouble exhaustedAt,
            TrackQuery asked) {

        BaselineComparison comparison(Optional<Comparison> passes) {
            double otherwise =
                    compare == Compare.RATIO
                                    && passes.map(Comparison::right).orElse(null)
                                            instanceof Limit.Fixed(double limit)
                            ? Math.abs(limit) * FLOOR_OF_LIMIT
                            : 0;
            return new BaselineComparison(
                    compare, allowed, floor.orElse(otherwise), minEvents, exhaustedAt);
        }
    }

    private final Unit unit;
    private final String query;
    private final Duration window;
    private final Speed speed;
    private final Problems problems;
    private final Quantities quantities;

    /**
     * For one signal.
     *
     * @param window the signal's own, as the plan writes it
     */
    BaselineReader(Unit unit, String query, Duration window, Speed speed, Problems problems) {
        this.unit = unit;
        this.query = query;
        this.window = window;
        this.speed = speed;
        this.problems = problems;
        this.quantities = new Quantities(problems);
    }

    Optional<Written> read(Block signal) {
        return signal.find("baseline")
                .map(
                        node ->
                                Block.of(
                                        signal.path() + ".baseline",
                                        node,
                                        problems,
                                        "compare",
                                        "worse",
                                        "window",
                                        "floor",
                                        "exhaustedAt",
                                        "bad",
                                        "total",
                                        "minEvents"))
                .flatMap(this::written);
    }

    private Optional<Written> written(Block block) {
        return compare(block)
                .map(compare -> compare == Compare.RATIO ? ratio(block) : counts(block));
    }

    private Optional<Compare> compare(Block block) {
        Optional<Node> found = block.require("compare", "compare: ratio or compare: counts");
        Optional<ScalarNode> written = found.flatMap(_ -> block.scalar("compare"));
        if (written.isEmpty()) {
            return Optional.empty();
        }
        return switch (written.get().getValue()) {
            case "ratio" -> Optional.of(Compare.RATIO);
            case "counts" -> Optional.of(Compare.COUNTS);
            default -> {
                problems.at(
                        written.get(),
                        "compare: '" + written.get().getValue() + "'",
                        "ratio or counts");
                yield Optional.empty();
            }
        };
    }

    private Written ratio(Block block) {
        foreign(block, OF_COUNTS, "compare: counts");
        if (!query.contains(SignalQuery.TRACK)) {
            problems.at(
                    block.node(),
                    block.path() + " compares a query that is the same for all tracks",
                    "$track in the signal's query");
        }
        Duration own = block.duration("window", window);
        if (!own.isPositive()) {
            block.find("window").ifPresent(node -> problems.at(node, "window: 0", "above 0"));
        }
        return new Written(
                Compare.RATIO,
                worse(block),
                atLeast(block, "floor", false),
                0,
                atLeast(block, "exhaustedAt", true),
                new TrackQuery.Ratio(speed.of(own.isPositive() ? own : window)));
    }

    private Written counts(Block block) {
        foreign(block, OF_RATIO, "compare: ratio");
        return new Written(
                Compare.COUNTS,
                worse(block),
                OptionalDouble.empty(),
                speed.of(block.wholeNumber("minEvents", 0, 0)),
                OptionalDouble.empty(),
                new TrackQuery.Counts(
                        runningTotal(block, "bad", "PromQL for the bad events so far"),
                        runningTotal(block, "total", "PromQL for all events so far")));
    }

    private void foreign(Block block, List<String> keys, String home) {
        for (String key : keys) {
            block.find(key)
                    .ifPresent(
                            node ->
                                    problems.at(
                                            node,
                                            "'" + key + "' has no meaning here",
                                            key + " only with " + home));
        }
    }

    private String runningTotal(Block block, String key, String expected) {
        String text = block.text(key, expected);
        block.scalar(key)
                .ifPresent(
                        node -> {
                            if (!text.contains(SignalQuery.TRACK)) {
                                problems.at(
                                        node,
                                        block.path() + "." + key + " is the same for all tracks",
                                        "$track in the query");
                            }
                            if (text.contains(SignalQuery.WINDOW)) {
                                problems.at(
                                        node,
                                        block.path() + "." + key + " looks at a window",
                                        "a running total, without $window");
                            }
                        });
        return text;
    }

    private double worse(Block block) {
        Optional<ScalarNode> written = block.scalar("worse");
        if (written.isEmpty()) {
            return WORSE;
        }
        ScalarNode node = written.get();
        boolean bare =
                Quantity.parse(node.getValue()).filter(one -> one.unit().isEmpty()).isPresent();
        Optional<Double> value = bare ? Optional.empty() : quantities.read(node, Unit.RATIO);
        boolean fits =
                value.filter(one -> one >= 0 && one <= BaselineComparison.MAX_ALLOWED).isPresent();
        if (!fits && (bare || value.isPresent())) {
            problems.at(
                    node,
                    "worse: '" + node.getValue() + "'",
                    "a share from 0% to " + (long) (100 * BaselineComparison.MAX_ALLOWED) + "%");
        }
        return fits ? value.orElse(WORSE) : WORSE;
    }

    private OptionalDouble atLeast(Block block, String key, boolean aboveZero) {
        Optional<ScalarNode> written = block.scalar(key);
        Optional<Double> value = written.flatMap(node -> quantities.read(node, unit));
        if (written.isEmpty() || value.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (value.get() < 0 || (aboveZero && value.get() == 0)) {
            problems.at(
                    written.get(),
                    key + ": '" + written.get().getValue() + "'",
                    aboveZero ? "above 0" : "at least 0");
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(value.get());
    }
}
