package dev.kanit.codec.plan;

import dev.kanit.decision.plan.Condition;
import dev.kanit.decision.plan.Condition.Comparison;
import dev.kanit.decision.plan.Dimension;
import dev.kanit.decision.plan.Limit;
import dev.kanit.decision.plan.Measure;
import dev.kanit.decision.plan.Measure.Function;
import dev.kanit.decision.plan.Unit;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds conditions that can never hold, or always do: rules that look like protection. */
final class Sanity {

    private final List<ConditionParser.Named> signals;
    private final Set<Integer> signed;
    private final Problems problems;

    /**
     * @param signed indexes of signals whose readings may be negative
     */
    Sanity(Collection<ConditionParser.Named> signals, Set<Integer> signed, Problems problems) {
        this.signals = List.copyOf(signals);
        this.signed = Set.copyOf(signed);
        this.problems = problems;
    }

    /** A reading is not negative, and a ratio is at most 1: some limits are out of reach. */
    void canHold(Node node, Comparison comparison) {
        if (!(comparison.right() instanceof Limit.Fixed(double limit))) {
            return;
        }
        Measure left = comparison.left();
        double least = least(left);
        double most = most(left);
        boolean never =
                switch (comparison.comparator()) {
                    case BELOW -> limit <= least;
                    case AT_MOST -> limit < least;
                    case ABOVE -> limit >= most;
                    case AT_LEAST -> limit > most;
                };
        boolean always =
                switch (comparison.comparator()) {
                    case BELOW -> limit > most;
                    case AT_MOST -> limit >= most;
                    case ABOVE -> limit < least;
                    case AT_LEAST -> limit <= least;
                };
        if (never) {
            problems.at(
                    node,
                    "'" + comparison.text() + "' can never hold",
                    "a limit between " + least + " and " + most);
        }
        if (always) {
            problems.at(
                    node,
                    "'" + comparison.text() + "' always holds",
                    "a limit between " + least + " and " + most);
        }
    }

    /** All conditions of a trigger must hold at once: {@code a > 5} with {@code a < 3} cannot. */
    void contradictions(Node node, List<? extends Condition> conditions) {
        for (int first = 0; first < conditions.size(); first++) {
            for (int second = first + 1; second < conditions.size(); second++) {
                if (conditions.get(first) instanceof Comparison one
                        && conditions.get(second) instanceof Comparison other
                        && contradict(one, other)) {
                    problems.at(
                            node,
                            "'" + one.text() + "' and '" + other.text() + "' never hold together",
                            "conditions that can hold at once");
                }
            }
        }
    }

    private static boolean contradict(Comparison one, Comparison other) {
        if (!one.left().equals(other.left())
                || one.comparator().wantsMore() == other.comparator().wantsMore()
                || !(one.right() instanceof Limit.Fixed(double first))
                || !(other.right() instanceof Limit.Fixed(double second))) {
            return false;
        }
        double floor = one.comparator().wantsMore() ? first : second;
        double ceiling = one.comparator().wantsMore() ? second : first;
        boolean touching =
                one.comparator().holds(first, first) && other.comparator().holds(second, second);
        return floor > ceiling || (floor == ceiling && !touching);
    }

    private double least(Measure measure) {
        boolean mayFall = measure.function() == Function.SLOPE;
        return mayFall || signed.contains(measure.signal()) ? Double.NEGATIVE_INFINITY : 0;
    }

    private double most(Measure measure) {
        Unit unit = signals.get(measure.signal()).unit();
        boolean bounded =
                unit.dimension().equals(Dimension.RATIO)
                        && unit.perSeconds() == 0
                        && measure.function() != Function.SLOPE;
        return bounded ? 1 / unit.scale() : Double.POSITIVE_INFINITY;
    }
}
