package dev.kanit.ledger;

import dev.kanit.ledger.note.SignedNote;

/** What came of publishing a tree. */
public sealed interface Published {

    /** The tree's tiles are durable and its checkpoint is the log's. */
    record Signed(SignedNote checkpoint) implements Published {}

    /** The log has a checkpoint of at least this size that this tree is consistent with. */
    record Unchanged(SignedNote checkpoint) implements Published {}

    /** There is no leaf to sign for. */
    record Empty() implements Published {}

    /** The store holds something else than this tree. Nothing may be published any more. */
    record Refused(String why) implements Published {}
}
