package dev.kanit.decision.rollout;

import dev.kanit.decision.plan.CheckGroup;
import dev.kanit.decision.plan.PlannedCheck;
import dev.kanit.decision.rollout.Preparation.Answer;
import dev.kanit.decision.rollout.Preparation.Outcome;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rule.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * A person orders checks once more. Only what has not passed is run again: a pass is not thrown
 * away by asking for another one.
 */
final class RerunDecider {

    /**
     * Runs of one check, as many as forgive an outage of what it asks; more would repeat a real
     * failure until chance lets it pass.
     */
    static final int MAX_RUNS = 5;

    private RerunDecider() {}

    static void decide(Unfolding unfolding, CommandGiven command, long now) {
        RolloutState state = unfolding.state();
        if (!state.authority().heeds(command.by())) {
            String detail = state.authority().commander() + " is in command; take command first";
            reject(unfolding, command, Reason.NOT_COMMANDER, detail, now);
            return;
        }
        if (!(state.phase() instanceof Phase.Preparing)) {
            reject(unfolding, command, Reason.CHECK_TOO_LATE, command.subject(), now);
            return;
        }
        int first = 0;
        for (CheckGroup group : Readiness.groups(state)) {
            for (int place = 0; place < group.checks().size(); place++) {
                PlannedCheck check = group.checks().get(place);
                if (check.name().equals(command.subject())) {
                    order(unfolding, command, group, List.of(first + place), now);
                    return;
                }
            }
            first += group.checks().size();
        }
        first = 0;
        for (CheckGroup group : Readiness.groups(state)) {
            if (group.name().equals(command.subject())) {
                List<Integer> all = new ArrayList<>();
                for (int place = 0; place < group.checks().size(); place++) {
                    all.add(first + place);
                }
                order(unfolding, command, group, all, now);
                return;
            }
            first += group.checks().size();
        }
        String detail = "'" + command.subject() + "' (expected: a check or a group of checks)";
        reject(unfolding, command, Reason.UNKNOWN_CHECK, detail, now);
    }

    private static void order(
            Unfolding unfolding,
            CommandGiven command,
            CheckGroup group,
            List<Integer> asked,
            long now) {
        RolloutState state = unfolding.state();
        List<PlannedCheck> checks = state.plan().ritual().checks().orElseThrow().checks();
        Preparation preparation = state.proceedings().preparation();
        boolean groupRuns = now < Readiness.endOf(group, preparation);
        List<Integer> again = new ArrayList<>();
        for (int check : asked) {
            if (!checks.get(check).attested()
                    && isOpen(preparation.answers().get(check), groupRuns, now)) {
                again.add(check);
            }
        }
        if (asked.size() == 1 && checks.get(asked.getFirst()).attested()) {
            String detail = command.subject() + " is attested, not run";
            reject(unfolding, command, Reason.NEEDS_A_PERSON, detail, now);
        } else if (again.isEmpty()) {
            String detail =
                    command.subject()
                            + ": passed, under way, or run "
                            + MAX_RUNS
                            + " times (expected: a check that was run and did not pass)";
            reject(unfolding, command, Reason.NOTHING_TO_RERUN, detail, now);
        } else {
            unfolding.happens(
                    new RitualEvent.RerunOrdered(
                            now,
                            command.by(),
                            command.subject(),
                            again,
                            now + group.within().toMillis(),
                            command.reason()));
            PreparationDecider.look(unfolding, now);
        }
    }

    /** Whether it did not pass, and no run of it is under way any more. */
    private static boolean isOpen(Answer answer, boolean groupRuns, long now) {
        boolean underWay =
                answer.outcome() == Outcome.PENDING
                        && (answer.run() == 0 ? groupRuns : now < answer.awaitedUntilMillis());
        return answer.outcome() != Outcome.PASSED && !underWay && answer.run() < MAX_RUNS;
    }

    private static void reject(
            Unfolding unfolding, CommandGiven command, Reason reason, String detail, long now) {
        unfolding.happens(new RolloutEvent.InputRejected(now, reason, command.by(), detail));
    }
}
