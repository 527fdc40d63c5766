package dev.kanit.ledger;

/** What came of appending a segment. */
public sealed interface Appended {

    /**
     * Stored.
     *
     * @param nextOffset expected next
     */
    record Stored(long nextOffset) implements Appended {}

    /**
     * Another archiver stored these offsets first, with the same records.
     *
     * @param nextOffset expected next, by what it stored
     */
    record Adopted(long nextOffset) implements Appended {}

    /** Another archiver stored something else under these offsets. Nothing may be appended. */
    record Conflicting(String why) implements Appended {}
}
