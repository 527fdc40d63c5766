package dev.kanit.decision.rule;

import dev.kanit.decision.measure.Measurements;
import dev.kanit.decision.measure.PlanLayout;
import dev.kanit.decision.plan.Condition;
import dev.kanit.decision.plan.Trigger;
import java.util.ArrayList;
import java.util.List;

/**
 * A trigger, resolved against a plan's layout.
 *
 * @param trigger as the plan has it
 * @param anyOf all entries must hold; an entry holds when one of its terms does
 */
public record TriggerRule(Trigger trigger, List<List<Term>> anyOf) {

    public TriggerRule {
        anyOf = List.copyOf(anyOf);
    }

    static TriggerRule resolve(PlanLayout layout, Trigger trigger) {
        List<List<Term>> groups = new ArrayList<>();
        for (Condition condition : trigger.when()) {
            groups.add(
                    switch (condition) {
                        case Condition.Comparison one -> List.of(Term.resolve(layout, one));
                        case Condition.AnyOf(List<Condition.Comparison> several) ->
                                several.stream().map(one -> Term.resolve(layout, one)).toList();
                    });
        }
        return new TriggerRule(trigger, groups);
    }

    /** One clear entry makes the whole clear, whatever else is unknown. */
    Truth judge(Measurements measured) {
        Truth all = Truth.HOLDS;
        for (int index = 0; index < anyOf.size(); index++) {
            Truth one = anyTerm(anyOf.get(index), measured);
            if (one == Truth.CLEAR) {
                return Truth.CLEAR;
            }
            if (one == Truth.UNJUDGED) {
                all = Truth.UNJUDGED;
            }
        }
        return all;
    }

    private static Truth anyTerm(List<Term> terms, Measurements measured) {
        Truth any = Truth.CLEAR;
        for (int index = 0; index < terms.size(); index++) {
            Truth one = terms.get(index).judge(measured);
            if (one == Truth.HOLDS) {
                return Truth.HOLDS;
            }
            if (one == Truth.UNJUDGED) {
                any = Truth.UNJUDGED;
            }
        }
        return any;
    }
}
