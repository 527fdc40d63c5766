package dev.kanit.decision.plan;

import java.util.List;

/**
 * Signals that are judged together: each a little worse than the stable fleet, none alone beyond
 * what is allowed, and yet together worse than chance explains.
 *
 * @param name unique in the plan
 * @param signals indexes into {@link RolloutPlan#signals()}, {@value #MIN_SIGNALS} or more,
 *     distinct, each compared as a ratio
 */
public record SignalGroup(String name, List<Integer> signals) {

    public static final int MIN_SIGNALS = 3;

    public SignalGroup {
        signals = List.copyOf(signals);
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: '' (expected: a name)");
        }
        if (signals.stream().distinct().count() != signals.size() || signals.size() < MIN_SIGNALS) {
            throw new IllegalArgumentException(
                    name
                            + ": "
                            + signals.size()
                            + " signals (expected: at least "
                            + MIN_SIGNALS
                            + ", each once)");
        }
    }
}
