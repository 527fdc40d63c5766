package dev.kanit.decision.plan;

import java.time.Duration;

/**
 * What the service promises, and the signals that tell whether it is kept.
 *
 * @param target share of events that are good; above 0 and below 1
 * @param bad index of the signal that tells how much is bad: events per time, or their share
 * @param total index of the signal that counts all events per time
 * @param period over which the error budget is spent; positive
 */
public record Objective(double target, int bad, int total, Duration period) {

    public Objective {
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("target: " + target + " (expected: 0 to 1)");
        }
        if (!period.isPositive()) {
            throw new IllegalArgumentException("period: " + period + " (expected: > 0)");
        }
    }

    /** How fast the budget is spent when this share of events is bad; 1 spends it in a period. */
    public double burn(double badRatio) {
        return badRatio / (1 - target);
    }
}
