package dev.kanit.ledger.bundle;

import dev.kanit.ledger.note.TlogProof;
import java.util.List;

/** What came of collecting a rollout's evidence. */
public sealed interface Collected {

    /**
     * All of it.
     *
     * @param decisionProofs one per record of {@code rollout.decisions}, in order
     */
    record Whole(List<BundleLog> logs, List<TlogProof> decisionProofs) implements Collected {
        public Whole {
            logs = List.copyOf(logs);
            decisionProofs = List.copyOf(decisionProofs);
        }
    }

    /** The rollout is open, or not all of it is under signed checkpoints; to be tried again. */
    record NotYet(String why) implements Collected {}

    /** The archive does not have it, or not as it should; trying again does not help. */
    record Damaged(String why) implements Collected {}
}
