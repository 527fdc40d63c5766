package dev.kanit.decision.plan;

import java.time.Duration;

/**
 * One stage: keep the canary at a weight, and watch it.
 *
 * @param name as people read it, for example {@code 5%}
 * @param weight traffic share while this stage runs
 * @param bake how long all golden signals must have passed before the next stage; positive
 */
public record Stage(String name, Weight weight, Duration bake) {

    public Stage {
        if (!bake.isPositive()) {
            throw new IllegalArgumentException("bake: " + bake + " (expected: > 0)");
        }
    }
}
