package dev.kanit.replay;

import java.util.List;

/**
 * A decision that a replay did not confirm.
 *
 * @param sequence of the recorded decision, from 1; of the replayed one when none was recorded
 * @param verdict why it stands here
 * @param recorded what was recorded, in words; empty when nothing was
 * @param replayed what the replay decided, in words; empty when nothing was
 * @param fields names of the fields that differ, when both are there
 * @param reason why it could not be replayed; else empty
 */
public record ChangedDecision(
        long sequence,
        Verdict verdict,
        String recorded,
        String replayed,
        List<String> fields,
        String reason) {

    /** What became of a recorded decision, other than a match. */
    public enum Verdict {
        /** The replay decided otherwise, or not at all. */
        MISMATCH,
        /** The evidence does not hold what the decision was taken from. */
        NOT_REPLAYABLE
    }

    public ChangedDecision {
        fields = List.copyOf(fields);
    }
}
