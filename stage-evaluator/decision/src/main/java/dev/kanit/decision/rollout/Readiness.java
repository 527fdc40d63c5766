package dev.kanit.decision.rollout;

import dev.kanit.decision.plan.CheckGroup;
import dev.kanit.decision.plan.CheckPlan;
import dev.kanit.decision.plan.GoRule;
import dev.kanit.decision.plan.PlannedCheck;
import dev.kanit.decision.rollout.Preparation.Answer;
import dev.kanit.decision.rollout.Preparation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the answers so far amount to. A missing answer is never a pass.
 *
 * @param passed checks that passed, optional ones aside
 * @param counted checks that count
 * @param concluded whether every group has all its answers, or its time and that of runs that
 *     people ordered is over
 * @param wanting checks without a pass, of concluded groups that are short of passes
 * @param conditional whether the groups that are short are so by no more than people may approve
 */
public record Readiness(
        int passed, int counted, boolean concluded, List<Integer> wanting, boolean conditional) {

    public Readiness {
        wanting = List.copyOf(wanting);
    }

    /** How a rollout that prepares stands at a time. */
    public static Readiness of(RolloutState state, long nowMillis) {
        Preparation preparation = state.proceedings().preparation();
        int index = 0;
        int passed = 0;
        int counted = 0;
        boolean concluded = true;
        boolean conditional = true;
        List<Integer> wanting = new ArrayList<>();
        for (CheckGroup group : groups(state)) {
            int passedHere = 0;
            boolean answered = true;
            boolean awaited = false;
            List<Integer> missing = new ArrayList<>();
            for (PlannedCheck check : group.checks()) {
                Answer answer = preparation.answers().get(index);
                awaited |=
                        !check.optional()
                                && answer.awaited()
                                && nowMillis < answer.awaitedUntilMillis();
                if (!check.optional() && answer.passed()) {
                    passedHere++;
                } else if (!check.optional()) {
                    missing.add(index);
                    answered &= answer.outcome() != Outcome.PENDING;
                }
                index++;
            }
            if (awaited || (!answered && nowMillis < endOf(group, preparation))) {
                concluded = false;
            } else if (passedHere < group.pass()) {
                wanting.addAll(missing);
                // What never answered takes an override: one approver cannot know what it would
                // say.
                conditional &= answered && passedHere >= group.conditionalPass();
            }
            passed += passedHere;
            counted += group.counted();
        }
        return new Readiness(passed, counted, concluded, wanting, conditional);
    }

    /** Whether the first stage may begin, as far as checks, people and time are concerned. */
    boolean isGo(RolloutState state, long nowMillis) {
        if (!concluded || nowMillis < state.proceedings().preparation().plannedAtMillis()) {
            return false;
        }
        return wanting.isEmpty() || isApproved(state, nowMillis);
    }

    /** How many named people must still approve; 0 when they have or need not. */
    public int approvalsWanted(RolloutState state, long nowMillis) {
        if (wanting.isEmpty()) {
            return 0;
        }
        Preparation preparation = state.proceedings().preparation();
        GoRule rule = state.plan().ritual().go();
        Optional<Exemption> override = state.authority().override(Exemption.GO, nowMillis);
        int given =
                preparation.approvers(conditional ? Optional.empty() : override, nowMillis).size();
        int needed = conditional ? rule.conditionalApprovers() : rule.overrideApprovers();
        return Math.max(0, needed - given);
    }

    private boolean isApproved(RolloutState state, long nowMillis) {
        boolean overridden = state.authority().override(Exemption.GO, nowMillis).isPresent();
        return (conditional || overridden) && approvalsWanted(state, nowMillis) == 0;
    }

    /** When a group's missing answers are no longer waited for. */
    static long endOf(CheckGroup group, Preparation preparation) {
        return preparation.plannedAtMillis() - group.at().toMillis() + group.within().toMillis();
    }

    static List<CheckGroup> groups(RolloutState state) {
        return state.plan().ritual().checks().map(CheckPlan::groups).orElse(List.of());
    }
}
