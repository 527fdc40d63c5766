package dev.kanit.ledger.witness;

import dev.kanit.ledger.note.NoteSignature;

/** What a witness says to a checkpoint; each with the HTTP status that the protocol gives it. */
public sealed interface WitnessAnswer {

    /** It continues what was seen before. */
    record Cosigned(NoteSignature signature) implements WitnessAnswer {}

    /**
     * Another size was seen last; to be asked again with a proof from it.
     *
     * @param size that was seen last, 0 for none
     */
    record Conflict(long size) implements WitnessAnswer {}

    /** It is not cosigned. */
    record Refused(Refusal refusal, String why) implements WitnessAnswer {}

    /** Why not. */
    enum Refusal {
        /** No checkpoint, or one that is smaller than the old size. */
        MALFORMED(400),
        /** No key of a known log signed it. */
        FOREIGN_KEY(403),
        UNKNOWN_LOG(404),
        /** It does not continue what was seen before: keep both, and tell somebody. */
        INCONSISTENT(422);

        private final int status;

        Refusal(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }
}
