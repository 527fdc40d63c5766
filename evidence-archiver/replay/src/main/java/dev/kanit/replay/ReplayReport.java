package dev.kanit.replay;

import java.util.List;

/**
 * What a replay found.
 *
 * @param decisions recorded
 * @param match decided again, byte for byte; for a what-if, the same in kind, stage and cause
 * @param mismatch decided otherwise, or by one side only
 * @param notReplayable without the inputs that they were taken from
 * @param whatIf whether other rules were asked than those that decided
 * @param changedDecisions all that did not match, by sequence
 * @param notes what a reader should know besides
 */
public record ReplayReport(
        int decisions,
        int match,
        int mismatch,
        int notReplayable,
        boolean whatIf,
        List<ChangedDecision> changedDecisions,
        List<String> notes) {

    public ReplayReport {
        changedDecisions = List.copyOf(changedDecisions);
        notes = List.copyOf(notes);
    }

    /** 0 when all match, 2 when any does not, 3 when any could not be replayed. */
    public int exitCode() {
        if (notReplayable > 0 || decisions == 0) {
            return 3;
        }
        return mismatch > 0 ? 2 : 0;
    }
}
