package dev.kanit.decision.plan;

import java.time.Duration;

/**
 * How patient the decision tree is.
 *
 * @param answerWithin how long the incident commander has to answer a recommended rollback; then it
 *     is carried out
 * @param trendHold how long a worsening trend holds the rollout before the next look
 * @param trendHoldsAtMost holds for a trend in a row; the next one rolls back
 * @param missing a signal that is missing, stale or not a number
 * @param providerDown no source answers, which is not the release's fault
 * @param weightWithin how long the executor has to put a weight in effect
 * @param evidence what strong evidence against the canary leads to
 * @param sharedIncident what a trigger leads to when the stable fleet breaks the same limits
 * @param rollbackWithin how long a whole rollback may take
 */
public record TreeLimits(
        Duration answerWithin,
        Duration trendHold,
        int trendHoldsAtMost,
        Patience missing,
        Patience providerDown,
        Answer evidence,
        Answer sharedIncident,
        Duration weightWithin,
        Duration rollbackWithin) {

    /** What a finding leads to. */
    public enum Answer {
        HOLD,
        ROLLBACK
    }

    /**
     * How long something may be missing.
     *
     * @param holdAfter then the rollout is held
     * @param rollbackAfter then it is rolled back; above {@code holdAfter}
     */
    public record Patience(Duration holdAfter, Duration rollbackAfter) {
        public Patience {
            requirePositive("holdAfter", holdAfter);
            if (rollbackAfter.compareTo(holdAfter) <= 0) {
                throw new IllegalArgumentException(
                        "rollbackAfter: "
                                + rollbackAfter
                                + " (expected: above holdAfter, "
                                + holdAfter
                                + ")");
            }
        }
    }

    public TreeLimits {
        requirePositive("answerWithin", answerWithin);
        requirePositive("hold", trendHold);
        requirePositive("weightWithin", weightWithin);
        requirePositive("rollbackWithin", rollbackWithin);
        if (trendHoldsAtMost < 1) {
            throw new IllegalArgumentException("atMost: " + trendHoldsAtMost + " (expected: >= 1)");
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
