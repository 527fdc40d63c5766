package dev.kanit.ledger.note;

import java.util.Map;

/** What a policy says of a checkpoint. */
public sealed interface PolicyCheck {

    /**
     * It counts.
     *
     * @param log the key of the log that signed it
     * @param cosignedBy witnesses that cosigned it, by the policy's names
     */
    record Trusted(Checkpoint checkpoint, NoteKey log, Map<String, NoteKey> cosignedBy)
            implements PolicyCheck {
        public Trusted {
            cosignedBy = Map.copyOf(cosignedBy);
        }
    }

    /** It does not. */
    record Untrusted(String why) implements PolicyCheck {}
}
