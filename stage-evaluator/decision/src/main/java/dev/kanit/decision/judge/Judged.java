package dev.kanit.decision.judge;

import dev.kanit.decision.plan.BaselineComparison;
import dev.kanit.decision.plan.BaselineComparison.Compare;
import dev.kanit.decision.plan.Signal;

/**
 * One signal as the judge sees it.
 *
 * @param index of the signal in the plan
 * @param name the signal's name
 * @param largerIsWorse the direction in which a gauge degrades
 * @param comparison how it is compared
 * @param optional whether the rollout goes on without it
 * @param logAllowed logarithm of the ratio that is still no worse than allowed
 */
public record Judged(
        int index,
        String name,
        boolean largerIsWorse,
        BaselineComparison comparison,
        boolean optional,
        double logAllowed) {

    /** One that the rollout does not go on without. */
    public Judged(int index, String name, boolean largerIsWorse, BaselineComparison comparison) {
        this(index, name, largerIsWorse, comparison, false);
    }

    private Judged(
            int index,
            String name,
            boolean largerIsWorse,
            BaselineComparison comparison,
            boolean optional) {
        this(
                index,
                name,
                largerIsWorse,
                comparison,
                optional,
                StrictMath.log1p(comparison.allowed()));
    }

    /** The same, which may be absent. */
    Judged mayBeAbsent() {
        return new Judged(index, name, largerIsWorse, comparison, true);
    }

    /**
     * @throws IllegalArgumentException when the plan does not compare the signal
     */
    static Judged of(int index, Signal signal) {
        BaselineComparison comparison =
                signal.comparison()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                signal.name() + " (expected: a comparison)"));
        return new Judged(
                index, signal.name(), signal.largerIsWorse(), comparison, signal.optional());
    }

    boolean counts() {
        return comparison.compare() == Compare.COUNTS;
    }

    boolean mayLeak() {
        return comparison.exhaustedAt().isPresent();
    }
}
