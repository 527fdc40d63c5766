package dev.kanit.evaluator.query;

import dev.kanit.decision.plan.CheckGroup;
import dev.kanit.decision.plan.CheckPlan;
import dev.kanit.decision.plan.FreezePlan;
import dev.kanit.decision.plan.PlannedCheck;
import dev.kanit.decision.rollout.ErrorBudget;
import dev.kanit.decision.rollout.Exemption;
import dev.kanit.decision.rollout.Freezing;
import dev.kanit.decision.rollout.NightFinding;
import dev.kanit.decision.rollout.NightWatch;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.Preparation.Answer;
import dev.kanit.decision.rollout.Preparation.Outcome;
import dev.kanit.decision.rollout.Readiness;
import dev.kanit.decision.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The surroundings of the stages as views. */
final class RitualViews {

    private RitualViews() {}

    static RitualView of(RolloutState state) {
        return new RitualView(
                checks(state),
                freeze(state),
                ErrorBudget.of(state).map(RitualViews::budget).orElse(null),
                state.proceedings().night().map(night -> night(state, night)).orElse(null));
    }

    private static RitualView.@Nullable Checks checks(RolloutState state) {
        if (!(state.phase() instanceof Phase.Preparing)) {
            return null;
        }
        long now = state.counters().clockMillis();
        var preparation = state.proceedings().preparation();
        Readiness readiness = Readiness.of(state, now);
        List<PlannedCheck> planned = new ArrayList<>();
        List<RitualView.Group> groups = new ArrayList<>();
        for (CheckGroup group :
                state.plan().ritual().checks().map(CheckPlan::groups).orElse(List.of())) {
            int from = planned.size();
            planned.addAll(group.checks());
            groups.add(group(group, preparation.answers().subList(from, planned.size())));
        }
        return new RitualView.Checks(
                readiness.passed(),
                readiness.counted(),
                Instant.ofEpochMilli(preparation.plannedAtMillis()).toString(),
                readiness.wanting().stream().map(check -> planned.get(check).name()).toList(),
                readiness.approvalsWanted(state, now),
                preparation.approvers(
                        readiness.conditional()
                                ? Optional.empty()
                                : state.authority().override(Exemption.GO, now),
                        now),
                groups);
    }

    private static RitualView.Group group(CheckGroup group, List<Answer> answers) {
        int passed = 0;
        int pending = 0;
        for (int index = 0; index < answers.size(); index++) {
            if (!group.checks().get(index).optional()) {
                Outcome outcome = answers.get(index).outcome();
                passed += outcome == Outcome.PASSED ? 1 : 0;
                pending += outcome == Outcome.PENDING ? 1 : 0;
            }
        }
        return new RitualView.Group(
                group.name(), passed, group.counted() - passed - pending, pending);
    }

    private static RitualView.Freeze freeze(RolloutState state) {
        long now = state.counters().clockMillis();
        String cause =
                state.phase() instanceof Phase.Closed
                        ? null
                        : Freezing.cause(state, now).orElse(null);
        Optional<FreezePlan> plan = state.plan().ritual().freeze();
        if (plan.isEmpty() || state.phase() instanceof Phase.Closed) {
            return new RitualView.Freeze(cause, false, null);
        }
        Optional<Long> until =
                state.phase() instanceof Phase.Live live
                                && live.standing() instanceof Phase.Watching(_, long since)
                        ? Optional.of(since + plan.get().until().toMillis())
                        : Optional.empty();
        return new RitualView.Freeze(
                cause,
                until.isEmpty() || now < until.get(),
                until.map(end -> Instant.ofEpochMilli(end).toString()).orElse(null));
    }

    private static RitualView.Budget budget(ErrorBudget budget) {
        return new RitualView.Budget(
                budget.left(),
                Double.isNaN(budget.burn()) ? null : budget.burn(),
                budget.lasts().map(Duration::toMillis).orElse(null));
    }

    private static RitualView.Night night(RolloutState state, NightWatch night) {
        return new RitualView.Night(
                Instant.ofEpochMilli(night.sinceMillis()).toString(),
                state.plan().watch().toMillis(),
                Instant.ofEpochMilli(night.nextMillis()).toString(),
                NightFinding.of(state).stream().map(RitualViews::condition).toList());
    }

    private static RitualView.Condition condition(NightFinding finding) {
        return new RitualView.Condition(
                finding.condition(),
                Double.isNaN(finding.value()) ? null : finding.value(),
                finding.limit(),
                finding.unit(),
                switch (finding.truth()) {
                    case HOLDS -> "HOLDS";
                    case CLEAR -> "BROKEN";
                    case UNJUDGED -> "UNJUDGED";
                });
    }
}
