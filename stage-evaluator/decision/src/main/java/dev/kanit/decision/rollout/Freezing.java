package dev.kanit.decision.rollout;

/**
 * Which freezes are known of beyond what the plan's calendar says.
 *
 * @param declaredBy who declared one by hand; empty when nobody has
 */
public record Freezing(String declaredBy) {

    static final Freezing NONE = new Freezing("");

    Freezing declared(String person) {
        return new Freezing(person);
    }
}
