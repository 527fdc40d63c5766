package dev.kanit.ledger.merkle;

/** What came of checking a proof. */
public sealed interface ProofCheck {

    /** The claim is true, given the hash function. */
    record Holds() implements ProofCheck {}

    /** The claim is not shown. */
    record Fails(String why) implements ProofCheck {}

    default boolean holds() {
        return this instanceof Holds;
    }
}
