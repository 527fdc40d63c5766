package dev.kanit.decision.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.plan.CheckGroup;
import dev.kanit.decision.plan.FreezeCalendar;
import dev.kanit.decision.plan.GoRule;
import dev.kanit.decision.plan.PlannedCheck;
import dev.kanit.decision.rollout.Preparation.Approval;
import dev.kanit.decision.rollout.Preparation.Outcome;
import java.util.List;

/** What must hold around the stages, worked out anew from the state before each event. */
final class RitualInvariants {

    private RitualInvariants() {}

    static void verify(RolloutState state, RolloutEvent event, Transition transition) {
        long at = event.atMillis();
        switch (event) {
            case RolloutEvent.StageEntered(_, int stage) -> {
                if (stage == 0 && state.phase() instanceof Phase.Preparing) {
                    assertThat(transition.events())
                            .as("the first stage is never entered without GO")
                            .anyMatch(RitualEvent.GoGiven.class::isInstance);
                } else if (stage > state.phase().stage()) {
                    notFrozen(state, at);
                }
            }
            case RolloutEvent.StagePassed _, RitualEvent.PromotionOrdered _ -> notFrozen(state, at);
            case RitualEvent.GoGiven go -> {
                notFrozen(state, at);
                rightfulGo(state, go);
            }
            case RolloutEvent.CommandTaken taken -> oneCommander(state, taken);
            default -> {
                // No rule of its own.
            }
        }
        RolloutState after = transition.next();
        if (!(after.phase() instanceof Phase.Closed)) {
            assertThat(after.authority().overrides())
                    .as("an override ends when its time is over")
                    .allMatch(one -> one.expiresAtMillis() > after.counters().clockMillis());
        }
    }

    private static void notFrozen(RolloutState state, long at) {
        boolean declared = !state.proceedings().freezing().declaredBy().isEmpty();
        boolean overridden =
                state.authority().overrides().stream()
                        .anyMatch(
                                one ->
                                        one.subject().equals("freeze")
                                                && one.expiresAtMillis() > at);
        boolean windowOpen =
                state.plan()
                        .ritual()
                        .freeze()
                        .flatMap(
                                freeze ->
                                        FreezeCalendar.open(
                                                freeze,
                                                state.plan().ritual().change(),
                                                state.proceedings().freezing().zone().orElseThrow(),
                                                at))
                        .isPresent();
        assertThat((declared || windowOpen) && !overridden)
                .as("nothing advances in a freeze")
                .isFalse();
    }

    private static void rightfulGo(RolloutState state, RitualEvent.GoGiven go) {
        long at = go.atMillis();
        Preparation preparation = state.proceedings().preparation();
        assertThat(at)
                .as("not before its time")
                .isGreaterThanOrEqualTo(preparation.plannedAtMillis());
        int needed = 0;
        int index = 0;
        for (CheckGroup group : state.plan().ritual().checks().orElseThrow().groups()) {
            int passed = 0;
            for (PlannedCheck check : group.checks()) {
                Outcome outcome = preparation.answers().get(index++).outcome();
                if (!check.optional() && outcome == Outcome.PASSED) {
                    passed++;
                }
            }
            GoRule rule = state.plan().ritual().go();
            if (passed < group.conditionalPass()) {
                needed = rule.overrideApprovers();
            } else if (passed < group.pass()) {
                needed = Math.max(needed, rule.conditionalApprovers());
            }
        }
        List<Approval> counting =
                preparation.approvals().stream()
                        .filter(one -> one.expiresAtMillis() > at)
                        .filter(one -> !one.by().equals(state.authority().requester()))
                        .toList();
        assertThat(counting.stream().map(Approval::by).distinct().count())
                .as("distinct people whose approval has not ended, the requester not among them")
                .isGreaterThanOrEqualTo(needed);
        if (needed == 0) {
            assertThat(go.approvers()).isEmpty();
        } else {
            assertThat(counting.stream().map(Approval::by).toList()).containsAll(go.approvers());
            assertThat(go.approvers()).hasSizeGreaterThanOrEqualTo(needed);
        }
        if (needed == state.plan().ritual().go().overrideApprovers()) {
            assertThat(state.authority().override("go", at))
                    .as("an override is in force")
                    .isPresent();
        }
    }

    private static void oneCommander(RolloutState state, RolloutEvent.CommandTaken taken) {
        Authority authority = state.authority();
        boolean rightful =
                authority.commander().isEmpty()
                        || authority.commander().equals(taken.by())
                        || authority.offeredTo().equals(taken.by())
                        || authority
                                .override("command", taken.atMillis())
                                .filter(one -> one.by().equals(taken.by()))
                                .isPresent();
        assertThat(rightful).as("nobody takes command from another who keeps it").isTrue();
        assertThat(taken.before()).isEqualTo(authority.commander());
    }
}
