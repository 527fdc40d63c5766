package dev.kanit.decision.plan;

/**
 * A check, as far as the decision core knows it: how it is run is the collector's matter.
 *
 * @param name unique in the plan
 * @param optional whether its failure is a warning only; it counts neither for nor against
 * @param attested whether a named person answers it, and nothing is run
 */
public record PlannedCheck(String name, boolean optional, boolean attested) {

    public PlannedCheck {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: '' (expected: a name)");
        }
    }
}
