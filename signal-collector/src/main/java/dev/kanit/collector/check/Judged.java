package dev.kanit.collector.check;

import dev.kanit.wire.CheckOutcome;

/** What became of one check, before it is known whether the check is optional. */
public sealed interface Judged {

    Seen seen();

    /** All is as the plan expects. */
    record Passed(Seen seen) implements Judged {}

    /** An answer came, and something is not as the plan expects. */
    record Failed(Seen seen) implements Judged {}

    /** There is nothing to judge: no answer, too late, too large, not allowed. Never a pass. */
    record Errored(Seen seen) implements Judged {}

    static Judged errored(String why) {
        return new Errored(Seen.of(why));
    }

    static Judged of(boolean passed, Seen seen) {
        return passed ? new Passed(seen) : new Failed(seen);
    }

    /** As the record says it: an optional check that does not pass is a warning. */
    default CheckOutcome outcome(boolean optional) {
        return switch (this) {
            case Passed _ -> CheckOutcome.PASSED;
            case Failed _ -> optional ? CheckOutcome.WARNED : CheckOutcome.FAILED;
            case Errored _ -> optional ? CheckOutcome.WARNED : CheckOutcome.ERRORED;
        };
    }
}
