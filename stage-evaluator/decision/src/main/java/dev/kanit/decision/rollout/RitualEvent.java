package dev.kanit.decision.rollout;

import dev.kanit.decision.rule.Reason;
import java.util.List;

/** What people and checks decide around the stages. Each is published, numbered, and evidence. */
public sealed interface RitualEvent extends RolloutEvent.Decision {

    /**
     * @param check its place in the plan
     * @param text what they answered
     */
    record CheckAttested(long atMillis, int check, String by, String text) implements RitualEvent {}

    /**
     * Checks that have not passed shall be run once more; the state has the numbers of the runs.
     *
     * @param subject the check or the group that was named
     * @param checks their places in the plan, at least one
     * @param untilMillis how long their answers are waited for
     * @param text why
     */
    record RerunOrdered(
            long atMillis,
            String by,
            String subject,
            List<Integer> checks,
            long untilMillis,
            String text)
            implements RitualEvent {
        public RerunOrdered {
            checks = List.copyOf(checks);
        }
    }

    /** One person's approval of the release, in spite of what the newest NO_GO named. */
    record ReleaseApproved(long atMillis, String by, long expiresAtMillis, String text)
            implements RitualEvent {}

    /**
     * @param subject the rule that is set aside, see {@link Exemption}
     * @param text why, and what is risked
     */
    record RuleOverridden(
            long atMillis, String subject, String by, long expiresAtMillis, String text)
            implements RitualEvent {}

    /**
     * @param by whose override it was
     */
    record OverrideEnded(long atMillis, String subject, String by) implements RitualEvent {}

    /**
     * The first stage may begin.
     *
     * @param approvers named people whose approval it rests on; empty when all checks passed
     */
    record GoGiven(long atMillis, int passed, int counted, List<String> approvers)
            implements RitualEvent {
        public GoGiven {
            approvers = List.copyOf(approvers);
        }
    }

    /**
     * The first stage may not begin, and not all of why was told before.
     *
     * @param reasons of the checks, at least one
     * @param wanting checks without a pass
     * @param approvals so many named people must approve for GO all the same
     * @param conditional whether approvals suffice; otherwise an override is needed besides
     */
    record NoGoGiven(
            long atMillis,
            List<Reason> reasons,
            List<Integer> wanting,
            int passed,
            int counted,
            int approvals,
            boolean conditional)
            implements RitualEvent {
        public NoGoGiven {
            reasons = List.copyOf(reasons);
            wanting = List.copyOf(wanting);
        }
    }

    /**
     * The commander hands over; it is done when the other takes command.
     *
     * @param to who is offered the command
     */
    record CommandOffered(long atMillis, String by, String to, String text)
            implements RitualEvent {}

    /** The feature shall be off for the canary alone; the rollout is held. */
    record KillSwitchOrdered(long atMillis, String by, String text) implements RitualEvent {}

    /** People have mended what the rollback could not; the rollout is over. */
    record FailureClosed(long atMillis, String by, String text) implements RitualEvent {}

    /** The canary's version shall become the stable one. */
    record PromotionOrdered(long atMillis) implements RitualEvent {}

    /**
     * How the first night goes.
     *
     * @param nextMillis when it is told next
     */
    record NightObserved(long atMillis, long nextMillis) implements RitualEvent {}

    record FreezeDeclared(long atMillis, String by, String text) implements RitualEvent {}

    /**
     * @param remaining reasons that still hold; empty when the rollout goes on
     */
    record FreezeLifted(long atMillis, String by, List<Reason> remaining) implements RitualEvent {
        public FreezeLifted {
            remaining = List.copyOf(remaining);
        }
    }

    /**
     * @param dedupKey of the alert
     */
    record AlertAcknowledged(long atMillis, String by, String dedupKey, String text)
            implements RitualEvent {}
}
