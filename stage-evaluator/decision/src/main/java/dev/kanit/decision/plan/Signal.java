package dev.kanit.decision.plan;

import java.util.Optional;

/**
 * One measured quantity of the service.
 *
 * @param name unique in the plan
 * @param label short name for people
 * @param unit what its readings are in
 * @param passes the golden condition on its newest reading; empty for a signal that only triggers
 *     look at
 * @param minSamples events that a reading must rest on to be judged; 0 when the plan asks for none
 * @param tracked whether it is measured for canary and baseline apart
 * @param optional whether its absence leaves the rollout alone
 * @param signed whether a negative reading is possible; otherwise it is refused as out of range
 * @param comparison how the judge compares it with the stable fleet; empty when only limits and
 *     triggers look at it
 */
public record Signal(
        String name,
        String label,
        Unit unit,
        Optional<Condition.Comparison> passes,
        long minSamples,
        boolean tracked,
        boolean optional,
        boolean signed,
        Optional<BaselineComparison> comparison) {

    public Signal {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: '' (expected: a name)");
        }
        if (minSamples < 0) {
            throw new IllegalArgumentException(
                    name + ".minSamples: " + minSamples + " (expected: >= 0)");
        }
        if (optional && passes.isPresent()) {
            throw new IllegalArgumentException(
                    name + ".optional: true (expected: false for a signal with a pass condition)");
        }
    }

    /** Whether all stages demand that it passes. */
    public boolean golden() {
        return passes.isPresent();
    }

    /** Whether a larger reading is worse. Meaningful for golden signals. */
    public boolean largerIsWorse() {
        return passes.isEmpty() || !passes.get().comparator().wantsMore();
    }
}
