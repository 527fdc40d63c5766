package dev.kanit.decision.explain;

/**
 * One golden signal and what was made of it.
 *
 * @param value in {@code unit}; NaN when unknown
 * @param unit as the plan spells it
 * @param limit the pass condition as the plan spells it
 * @param baseline in {@code unit}; NaN when unknown
 * @param samples events behind the value; -1 when not asked for
 * @param verdict {@code PASS}, {@code FAIL}, {@code LOW_VOLUME}, {@code NO_BASELINE}, or why there
 *     is no reading
 */
public record SignalLook(
        String signal,
        double value,
        String unit,
        String limit,
        double baseline,
        long samples,
        String verdict) {}
