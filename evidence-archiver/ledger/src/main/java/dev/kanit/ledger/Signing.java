package dev.kanit.ledger;

import dev.kanit.ledger.note.SignedNote;

/** What came of asking for a signature. */
public sealed interface Signing {

    /** Signed, and remembered to be. */
    record Signed(SignedNote note) implements Signing {}

    /**
     * Not signed, since a larger checkpoint was: another process with the same memory is ahead. Who
     * asked must see whether that one continues its own.
     */
    record Behind(SignedNote larger) implements Signing {}

    /** Not signed, since it contradicts what was signed before or cannot be compared with it. */
    record Refused(String why) implements Signing {}
}
