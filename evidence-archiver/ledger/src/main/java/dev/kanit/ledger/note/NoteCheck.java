package dev.kanit.ledger.note;

import java.util.List;

/** What a note's signatures are worth. */
public sealed interface NoteCheck {

    /**
     * Signed by known keys.
     *
     * @param by at least one, each once, in the order of the signatures
     */
    record Signed(List<NoteKey> by) implements NoteCheck {
        public Signed {
            by = List.copyOf(by);
        }
    }

    /** A signature under a known key's name and id is not by that key. */
    record Forged(NoteKey key) implements NoteCheck {}

    /** No known key signed. */
    record Unknown() implements NoteCheck {}
}
