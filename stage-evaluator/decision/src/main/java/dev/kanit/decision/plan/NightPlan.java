package dev.kanit.decision.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the time after the last stage is watched for, besides the rules of the stages.
 *
 * @param rhythm how often it is reported; 1 to {@value #MAX_PARTS} parts, in rising order
 * @param objective what burn rates are of; empty when there are none
 * @param burn limits of burn rates; at most {@value #MAX_LIMITS}
 * @param pass what must hold of the newest readings; at most {@value #MAX_LIMITS}
 * @param passFor how long one of them must fail without a break to count; &gt;= 0
 * @param totals limits of what adds up since the night began; at most {@value #MAX_LIMITS}
 * @param rollbackWithin so long something critical rolls back; afterwards it holds; &gt;= 0
 */
public record NightPlan(
        List<Part> rhythm,
        Optional<Objective> objective,
        List<BurnLimit> burn,
        List<Condition.Comparison> pass,
        Duration passFor,
        List<TotalLimit> totals,
        Duration rollbackWithin) {

    public static final int MAX_PARTS = 16;
    public static final int MAX_LIMITS = 16;

    /**
     * A part of the night.
     *
     * @param until its end, from the night's beginning; positive
     * @param every how often it is reported; positive
     */
    public record Part(Duration until, Duration every) {
        public Part {
            if (!until.isPositive() || !every.isPositive()) {
                throw new IllegalArgumentException(
                        "until " + until + ", every " + every + " (expected: > 0)");
            }
        }
    }

    /**
     * @param window over which the rate is taken; positive
     * @param limit the rate is to stay at or below; positive
     * @param critical whether a higher one rolls back in the night's first part
     */
    public record BurnLimit(Duration window, double limit, boolean critical) {
        public BurnLimit {
            if (!window.isPositive() || !(limit > 0)) {
                throw new IllegalArgumentException(
                        "burn: " + limit + " over " + window + " (expected: > 0)");
            }
        }
    }

    /**
     * @param signal a rate, added up over time
     * @param below what the sum must stay below; positive
     * @param within as long as this much of the night is not over; positive
     */
    public record TotalLimit(int signal, double below, Duration within) {
        public TotalLimit {
            if (!(below > 0) || !within.isPositive()) {
                throw new IllegalArgumentException(
                        "total: below " + below + " within " + within + " (expected: > 0)");
            }
        }
    }

    public NightPlan {
        rhythm = List.copyOf(rhythm);
        burn = List.copyOf(burn);
        pass = List.copyOf(pass);
        totals = List.copyOf(totals);
        if (rhythm.isEmpty() || rhythm.size() > MAX_PARTS) {
            throw new IllegalArgumentException(
                    "snapshots: " + rhythm.size() + " (expected: 1 to " + MAX_PARTS + ")");
        }
        if (Math.max(burn.size(), Math.max(pass.size(), totals.size())) > MAX_LIMITS) {
            throw new IllegalArgumentException("limits (expected: <= " + MAX_LIMITS + " a kind)");
        }
        if (objective.isEmpty() && !burn.isEmpty()) {
            throw new IllegalArgumentException("burn: without slo (expected: what is promised)");
        }
        if (passFor.isNegative() || rollbackWithin.isNegative()) {
            throw new IllegalArgumentException("passFor, rollbackWithin (expected: >= 0)");
        }
    }

    /** The windows that burn rates are taken over, each once. */
    public List<Duration> windows() {
        return burn.stream().map(BurnLimit::window).distinct().sorted().toList();
    }

    /** How often it is reported once so much of the night is over. */
    public Duration every(Duration elapsed) {
        for (Part part : rhythm) {
            if (part.until().compareTo(elapsed) > 0) {
                return part.every();
            }
        }
        return rhythm.getLast().every();
    }
}
