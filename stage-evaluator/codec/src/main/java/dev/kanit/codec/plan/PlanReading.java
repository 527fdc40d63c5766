package dev.kanit.codec.plan;

import java.util.List;

/** What came of reading a plan file. */
public sealed interface PlanReading {

    /** The plan can run. */
    record Accepted(PlanFile file) implements PlanReading {}

    /**
     * The plan cannot run.
     *
     * @param errors all that were found, in file order; at least one
     */
    record Rejected(List<PlanError> errors) implements PlanReading {
        public Rejected {
            errors = List.copyOf(errors);
        }

        /** All errors, one a line. */
        public String inFile(String file) {
            return String.join("\n", errors.stream().map(error -> error.inFile(file)).toList());
        }
    }
}
