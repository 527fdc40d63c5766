package dev.kanit.decision.rollout;

import dev.kanit.decision.plan.GoRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How far the rollout is with what must be answered before its first stage.
 *
 * @param plannedAtMillis when the first stage is planned, epoch milliseconds
 * @param answers by check; empty for a plan without checks, and after GO
 * @param told checks that the newest NO_GO named; empty when none is open
 * @param approvals of what the newest NO_GO named; at most {@link GoRule#MAX_APPROVERS}
 */
public record Preparation(
        long plannedAtMillis, List<Answer> answers, List<Integer> told, List<Approval> approvals) {

    /** How a check stands. */
    public enum Outcome {
        /** Nothing has come. Never a pass. */
        PENDING,
        PASSED,
        FAILED,
        /** An optional check failed. */
        WARNED,
        /** The check could not be run. Never a pass. */
        ERRORED
    }

    /**
     * The newest answer of a check.
     *
     * @param run the run that it is of, from 1; while pending the run that a person ordered, or 0
     * @param awaitedUntilMillis how long an ordered run is waited for, epoch milliseconds; else
     *     {@link Phase#NONE}
     */
    public record Answer(Outcome outcome, int run, long awaitedUntilMillis) {
        static final Answer PENDING = new Answer(Outcome.PENDING, 0);

        /** An answer that is there, or none that anybody ordered. */
        public Answer(Outcome outcome, int run) {
            this(outcome, run, Phase.NONE);
        }

        /** Whether a person ordered it, and it has not come. */
        boolean awaited() {
            return outcome == Outcome.PENDING && run > 0;
        }

        /** Whether a result of that run is news: of a later one, or of the one waited for. */
        boolean takes(int newRun) {
            return newRun > run || (awaited() && newRun == run);
        }

        /** It shall be run again; the first run has number 1, whether it answered or not. */
        Answer again(long untilMillis) {
            return new Answer(Outcome.PENDING, Math.max(1, run) + 1, untilMillis);
        }

        boolean passed() {
            return outcome == Outcome.PASSED;
        }
    }

    /**
     * A named person's agreement.
     *
     * @param ofOverride whether it was given while an override of the rule was in force
     */
    public record Approval(String by, long expiresAtMillis, boolean ofOverride) {}

    public Preparation {
        answers = List.copyOf(answers);
        told = List.copyOf(told);
        approvals = List.copyOf(approvals);
        if (approvals.size() > GoRule.MAX_APPROVERS) {
            throw new IllegalArgumentException(
                    "approvals: "
                            + approvals.size()
                            + " (expected: <= "
                            + GoRule.MAX_APPROVERS
                            + ")");
        }
    }

    static Preparation of(long plannedAtMillis, int checks) {
        return new Preparation(
                plannedAtMillis, Collections.nCopies(checks, Answer.PENDING), List.of(), List.of());
    }

    Preparation answered(int check, Answer answer) {
        List<Answer> next = new ArrayList<>(answers);
        next.set(check, answer);
        List<Integer> still = new ArrayList<>(told);
        if (!answer.passed()) {
            // What answers anew and fails is told again: approvals were of what was known before,
            // of an earlier run or of no answer at all.
            still.removeIf(one -> one == check);
        }
        return new Preparation(plannedAtMillis, next, still, approvals);
    }

    /** These checks shall be run once more. */
    Preparation rerunning(List<Integer> checks, long untilMillis) {
        List<Answer> next = new ArrayList<>(answers);
        checks.forEach(check -> next.set(check, next.get(check).again(untilMillis)));
        return new Preparation(plannedAtMillis, next, told, approvals);
    }

    /** Whether a run that a person ordered of one of the told checks has not answered. */
    boolean awaitsTold() {
        return told.stream().anyMatch(check -> answers.get(check).awaited());
    }

    /** An approval is of what was known: once more is wanting, it is asked for anew. */
    Preparation telling(List<Integer> wanting) {
        return new Preparation(plannedAtMillis, answers, wanting, List.of());
    }

    Preparation approvedBy(Approval approval) {
        List<Approval> next = new ArrayList<>(approvals);
        next.removeIf(one -> one.by().equals(approval.by()));
        next.add(approval);
        int surplus = Math.max(0, next.size() - GoRule.MAX_APPROVERS);
        return new Preparation(plannedAtMillis, answers, told, next.subList(surplus, next.size()));
    }

    /** An override's risk is approved anew when it is another's. */
    Preparation ofNoOverride() {
        return new Preparation(
                plannedAtMillis,
                answers,
                told,
                approvals.stream()
                        .map(one -> new Approval(one.by(), one.expiresAtMillis(), false))
                        .toList());
    }

    /** What is left once the first stage begins. */
    Preparation over() {
        return new Preparation(plannedAtMillis, List.of(), List.of(), List.of());
    }

    /** People whose approval counts now. */
    public List<String> approvers(Optional<Exemption> override, long nowMillis) {
        return approvals.stream()
                .filter(one -> one.expiresAtMillis() > nowMillis)
                .filter(
                        one ->
                                override.isEmpty()
                                        || (one.ofOverride()
                                                && !one.by().equals(override.get().by())))
                .map(Approval::by)
                .toList();
    }
}
