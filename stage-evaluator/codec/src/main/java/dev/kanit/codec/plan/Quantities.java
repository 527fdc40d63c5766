package dev.kanit.codec.plan;

import dev.kanit.decision.plan.Dimension;
import dev.kanit.decision.plan.Quantity;
import dev.kanit.decision.plan.Unit;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads numbers with their units, checked by dimension. */
final class Quantities {

    private final Problems problems;

    Quantities(Problems problems) {
        this.problems = problems;
    }

    /** The whole value of a node. */
    Optional<Double> read(ScalarNode node, Unit unit) {
        return read(node, node.getValue().strip(), 0, unit, false);
    }

    /**
     * The number in {@code text}, as a value of {@code unit}; empty after a problem was noted.
     *
     * @param offset where {@code text} begins within the node's value
     * @param anyRateTime whether a rate may be per another time than the unit's own
     */
    Optional<Double> read(
            ScalarNode node, String text, int offset, Unit unit, boolean anyRateTime) {
        Optional<Quantity> quantity = Quantity.parse(text);
        if (quantity.isEmpty()) {
            problems.at(
                    node,
                    offset,
                    "'" + text + "' is no quantity",
                    "a number in " + unit.symbol() + ", such as " + example(unit));
            return Optional.empty();
        }
        Optional<Double> value = quantity.get().in(unit);
        boolean otherRate =
                !anyRateTime
                        && quantity.get()
                                .unit()
                                .filter(one -> one.perSeconds() != unit.perSeconds())
                                .isPresent();
        if (value.isEmpty() || otherRate) {
            problems.at(
                    node,
                    offset,
                    "'"
                            + text
                            + "' is in "
                            + quantity.get().unit().map(Unit::symbol).orElse("no unit")
                            + ", a "
                            + quantity.get()
                                    .unit()
                                    .map(one -> one.dimension().inWords())
                                    .orElse("bare number"),
                    "a "
                            + unit.dimension().inWords()
                            + " in "
                            + unit.symbol()
                            + ", such as "
                            + example(unit));
            return Optional.empty();
        }
        return value;
    }

    private static String example(Unit unit) {
        if (unit.equals(Unit.RATIO)) {
            return "1%";
        }
        if (unit.dimension().equals(Dimension.COUNT)) {
            return "5";
        }
        return "5" + (unit.symbol().startsWith("1/") ? unit.symbol().substring(1) : unit.symbol());
    }
}
