package dev.kanit.codec.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Gathers what is wrong with a plan file, so that one reading names all of it. */
final class Problems {

    private static final int MAX_ERRORS = 100;

    private final List<PlanError> errors = new ArrayList<>();

    void at(Node node, String message, String expected) {
        at(node, 0, message, expected);
    }

    /** Within a scalar: {@code offset} characters after its start. */
    void at(Node node, int offset, String message, String expected) {
        at(node.getStartMark(), offset, message, expected);
    }

    void at(Optional<Mark> mark, int offset, String message, String expected) {
        int line = mark.map(Mark::getLine).orElse(0) + 1;
        int column = mark.map(Mark::getColumn).orElse(0) + 1 + offset;
        if (errors.size() < MAX_ERRORS) {
            errors.add(new PlanError(line, column, message, expected));
        }
    }

    boolean any() {
        return !errors.isEmpty();
    }

    List<PlanError> inFileOrder() {
        return errors.stream()
                .sorted(
                        Comparator.comparingInt(PlanError::line)
                                .thenComparingInt(PlanError::column))
                .toList();
    }
}
