package dev.kanit.codec.plan;

import dev.kanit.decision.plan.Comparator;
import dev.kanit.decision.plan.Condition.Comparison;
import dev.kanit.decision.plan.Limit;
import dev.kanit.decision.plan.Measure;
import dev.kanit.decision.plan.Measure.Function;
import dev.kanit.decision.plan.Quantity;
import dev.kanit.decision.plan.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads comparisons: {@code api_p95 > 400ms}, {@code slope(rss, 15m) > 10MiB/s}, {@code <= baseline
 * + 10%}. Units are checked by dimension; the time of a rate must be the signal's own, because a
 * per-second rate against a per-minute limit is a slip of a factor of sixty.
 */
final class ConditionParser {

    private static final Pattern COMPARISON = Pattern.compile("^(.*?)(<=|>=|<|>)(.*)$");
    private static final Pattern CALL =
            Pattern.compile("(\\w+)\\s*\\(\\s*([\\w.:-]+)\\s*,\\s*(\\w+)\\s*\\)");
    private static final Pattern BASELINE =
            Pattern.compile("baseline\\s*(?:(\\*)\\s*([\\d.]+)|([+-])\\s*(.+))?");

    /** A signal that conditions may name. */
    record Named(int index, Unit unit, boolean tracked) {}

    private final Map<String, Named> signals;
    private final Speed speed;
    private final Problems problems;
    private final Quantities quantities;

    ConditionParser(Map<String, Named> signals, Speed speed, Problems problems) {
        this.signals = new LinkedHashMap<>(signals);
        this.speed = speed;
        this.problems = problems;
        this.quantities = new Quantities(problems);
    }

    /** A condition with a left side. */
    Optional<Comparison> condition(ScalarNode node) {
        Matcher matcher = COMPARISON.matcher(node.getValue());
        if (!matcher.matches() || matcher.group(1).isBlank()) {
            problems.at(
                    node,
                    "'" + node.getValue() + "' is no condition",
                    "signal, comparison, limit, such as api_p95 > 400ms");
            return Optional.empty();
        }
        return left(node, matcher.group(1).strip(), matcher.start(1))
                .flatMap(left -> comparison(node, left, matcher));
    }

    /** A pass condition: the left side is the signal itself. */
    Optional<Comparison> pass(ScalarNode node, int signal) {
        Matcher matcher = COMPARISON.matcher(node.getValue());
        if (!matcher.matches() || !matcher.group(1).isBlank()) {
            problems.at(
                    node,
                    "'" + node.getValue() + "' is no threshold",
                    "comparison and limit, such as <= 200ms");
            return Optional.empty();
        }
        return comparison(node, Measure.latest(signal), matcher);
    }

    private Optional<Comparison> comparison(ScalarNode node, Measure left, Matcher matcher) {
        Comparator comparator = Comparator.parse(matcher.group(2)).orElseThrow();
        String right = matcher.group(3).strip();
        int offset = matcher.start(3) + matcher.group(3).indexOf(right);
        return limit(node, left, right, offset)
                .map(limit -> new Comparison(left, comparator, limit, node.getValue().strip()));
    }

    private Optional<Measure> left(ScalarNode node, String text, int offset) {
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            return signal(node, text, offset).map(named -> Measure.latest(named.index()));
        }
        Optional<Function> function = function(node, call.group(1), offset);
        Optional<Named> signal = signal(node, call.group(2), offset + call.start(2));
        Optional<Duration> window = Durations.parse(call.group(3)).filter(Duration::isPositive);
        if (window.isEmpty()) {
            problems.at(
                    node,
                    offset + call.start(3),
                    "'" + call.group(3) + "' is no window",
                    "a duration such as 15m");
        }
        if (function.isEmpty() || signal.isEmpty() || window.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Measure(function.get(), signal.get().index(), speed.of(window.get())));
    }

    private Optional<Function> function(ScalarNode node, String name, int offset) {
        List<String> known = new ArrayList<>();
        for (Function function : Function.values()) {
            if (function != Function.LATEST) {
                if (function.spelling().equals(name)) {
                    return Optional.of(function);
                }
                known.add(function.spelling());
            }
        }
        problems.at(node, offset, "unknown function '" + name + "'", Spelling.oneOf(name, known));
        return Optional.empty();
    }

    private Optional<Named> signal(ScalarNode node, String name, int offset) {
        Named named = signals.get(name);
        if (named == null) {
            problems.at(
                    node,
                    offset,
                    "unknown signal '" + name + "'",
                    Spelling.oneOf(name, signals.keySet()));
        }
        return Optional.ofNullable(named);
    }

    private Optional<Limit> limit(ScalarNode node, Measure left, String text, int offset) {
        Unit unit = unitOf(left);
        if (!text.startsWith("baseline")) {
            return quantities
                    .read(node, text, offset, unit, left.function() == Function.SLOPE)
                    .map(Limit.Fixed::new);
        }
        Matcher baseline = BASELINE.matcher(text);
        boolean windowed = left.function() != Function.LATEST;
        if (!baseline.matches() || windowed || !trackedOf(left)) {
            problems.at(
                    node,
                    offset,
                    "'" + text + "' is no limit here",
                    "baseline * 1.5, baseline + 10% or baseline + 20ms, on the newest reading of a"
                            + " signal whose query has $track");
            return Optional.empty();
        }
        if (baseline.group(1) != null) {
            return factor(node, baseline.group(2), offset);
        }
        if (baseline.group(3) == null) {
            return Optional.of(new Limit.BaselineTimes(1));
        }
        double sign = baseline.group(3).equals("-") ? -1 : 1;
        return shifted(node, baseline.group(4), offset + baseline.start(4), unit, sign);
    }

    private Optional<Limit> factor(ScalarNode node, String text, int offset) {
        try {
            double factor = Double.parseDouble(text);
            if (factor > 0) {
                return Optional.of(new Limit.BaselineTimes(factor));
            }
        } catch (NumberFormatException _) {
            // Falls through to the problem below.
        }
        problems.at(node, offset, "factor '" + text + "'", "a number above 0");
        return Optional.empty();
    }

    /** A percentage shifts the baseline by a share of itself, anything else by an amount. */
    private Optional<Limit> shifted(
            ScalarNode node, String text, int offset, Unit unit, double sign) {
        Optional<Quantity> quantity = Quantity.parse(text);
        boolean percent =
                quantity.flatMap(Quantity::unit)
                        .filter(one -> one.symbol().equals("%"))
                        .isPresent();
        if (percent) {
            return factor(
                    node, Double.toString(1 + sign * quantity.orElseThrow().value() / 100), offset);
        }
        return quantities
                .read(node, text, offset, unit, false)
                .map(amount -> new Limit.BaselinePlus(sign * amount));
    }

    private Unit unitOf(Measure left) {
        Unit own = named(left).unit();
        return left.function() == Function.SLOPE ? own.perSecond() : own;
    }

    private boolean trackedOf(Measure left) {
        return named(left).tracked();
    }

    private Named named(Measure left) {
        return signals.values().stream()
                .filter(one -> one.index() == left.signal())
                .findFirst()
                .orElseThrow();
    }
}
