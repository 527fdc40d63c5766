package dev.kanit.decision.plan;

import java.time.Duration;

/**
 * One stage: keep the canary at a weight, and watch it.
 *
 * @param name as people read it, for example {@code 5%}
 * @param weight traffic share while this stage runs
 * @param bake how long all golden signals must have passed before the next stage; positive
 * @param value what a feature flag is set to, for example {@code preview}; empty when the weight
 *     says it all
 */
public record Stage(String name, Weight weight, Duration bake, String value) {

    /** A stage whose weight says it all. */
    public Stage(String name, Weight weight, Duration bake) {
        this(name, weight, bake, "");
    }

    public Stage {
        if (!bake.isPositive()) {
            throw new IllegalArgumentException("bake: " + bake + " (expected: > 0)");
        }
    }
}
