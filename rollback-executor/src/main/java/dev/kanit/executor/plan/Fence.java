package dev.kanit.executor.plan;

/**
 * What a target compares before it obeys: an order of a lower generation came too late.
 *
 * @param generation rises with every order of a rollout, &gt;= 0
 * @param actionId rollout id and decision sequence; the same for all steps of one action
 */
public record Fence(long generation, String actionId) {

    public Fence {
        if (generation < 0) {
            throw new IllegalArgumentException("generation: " + generation + " (expected: >= 0)");
        }
        if (actionId.isBlank()) {
            throw new IllegalArgumentException("actionId: empty (expected: text)");
        }
    }
}
