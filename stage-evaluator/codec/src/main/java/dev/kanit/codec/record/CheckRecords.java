package dev.kanit.codec.record;

import dev.kanit.decision.rollout.Preparation.Outcome;
import dev.kanit.decision.rollout.RolloutInput.CheckFinished;
import dev.kanit.wire.CheckResult;

/** Results of checks as the core's inputs. */
public final class CheckRecords {

    private static final int MAX_NAME = 200;

    private CheckRecords() {}

    /** The result in {@code record}; what was observed stays in the record. */
    public static CheckFinished of(CheckResult record, long receivedAtMillis) {
        Outcome outcome =
                switch (record.getOutcome()) {
                    case PASSED -> Outcome.PASSED;
                    case FAILED -> Outcome.FAILED;
                    case WARNED -> Outcome.WARNED;
                    case ERRORED -> Outcome.ERRORED;
                };
        String name = record.getCheck();
        return new CheckFinished(
                receivedAtMillis,
                name.substring(0, Math.min(MAX_NAME, name.length())),
                outcome,
                record.getRun(),
                record.getPlanDigest());
    }
}
