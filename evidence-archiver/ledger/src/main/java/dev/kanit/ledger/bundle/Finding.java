package dev.kanit.ledger.bundle;

/**
 * One thing that keeps a bundle from being {@link Verdict#VALID}.
 *
 * @param sentence what is found and what was expected, for people
 */
public record Finding(FindingCode code, Place where, String sentence) {

    @Override
    public String toString() {
        return code + " " + where + ": " + sentence;
    }
}
