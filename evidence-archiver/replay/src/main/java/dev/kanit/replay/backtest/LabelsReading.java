package dev.kanit.replay.backtest;

import java.util.List;

/** What came of reading a file of labels. */
public sealed interface LabelsReading {

    /** All lines say something. */
    record Accepted(Labels labels) implements LabelsReading {}

    /**
     * Some do not.
     *
     * @param errors {@code line: what (expected: …)} each, in file order; at least one
     */
    record Rejected(List<String> errors) implements LabelsReading {
        public Rejected {
            errors = List.copyOf(errors);
        }
    }
}
