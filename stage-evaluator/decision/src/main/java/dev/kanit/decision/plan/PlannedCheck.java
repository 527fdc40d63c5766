package dev.kanit.decision.plan;

import java.util.Optional;

/**
 * A check, as far as the decision core knows it: how it is run is the collector's matter.
 *
 * @param name unique in the plan
 * @param optional whether its failure is a warning only; it counts neither for nor against
 * @param witness who answers it, when nothing is run: a person's name, a role as it is spelled, or
 *     empty for anybody who may attest
 */
public record PlannedCheck(String name, boolean optional, Optional<String> witness) {

    public PlannedCheck {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: '' (expected: a name)");
        }
    }

    /** A check that is run, or one that anybody attests who may. */
    public PlannedCheck(String name, boolean optional, boolean attested) {
        this(name, optional, attested ? Optional.of("") : Optional.empty());
    }

    /** Whether a person answers it, and nothing is run. */
    public boolean attested() {
        return witness.isPresent();
    }
}
