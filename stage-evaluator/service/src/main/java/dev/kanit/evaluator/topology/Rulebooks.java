package dev.kanit.evaluator.topology;

import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.decision.rule.Rulebook;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Plans, read and resolved. Rollouts of the same plan share one rulebook: it is immutable, and a
 * restart with thousands of rollouts reads each plan once.
 */
final class Rulebooks {

    private static final int MAX_PLANS = 256;

    private final Map<String, Rulebook> byText =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Rulebook> eldest) {
                    return size() > MAX_PLANS;
                }
            };

    /** The rulebook of a plan that was found sound when its rollout started. */
    Rulebook of(String text) {
        Rulebook known = byText.get(text);
        return known != null ? known : resolve(text);
    }

    /** Whether a plan was found sound before. */
    boolean knows(String text) {
        return byText.containsKey(text);
    }

    private Rulebook resolve(String text) {
        return switch (PlanReader.read(text)) {
            case PlanReading.Accepted(PlanFile file) -> {
                Rulebook rules = new Rulebook(file.plan());
                byText.put(text, rules);
                yield rules;
            }
            case PlanReading.Rejected rejected ->
                    throw new IllegalStateException(
                            "a stored plan is not sound (expected: checked at its start): "
                                    + rejected.inFile("plan"));
        };
    }
}
