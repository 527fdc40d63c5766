package dev.kanit.codec.record;

import dev.kanit.decision.rollout.RitualEvent;
import dev.kanit.decision.rollout.RolloutEvent;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rule.Reason;
import dev.kanit.wire.CheckRun;
import dev.kanit.wire.DecisionKind;
import java.util.List;

/** The part of {@link DecisionRecords} that is not of the stages. */
final class RitualRecords {

    private RitualRecords() {}

    static DecisionKind kind(RitualEvent event) {
        return switch (event) {
            case RitualEvent.CheckAttested _ -> DecisionKind.ATTESTED;
            case RitualEvent.RerunOrdered _ -> DecisionKind.RERUN_ORDERED;
            case RitualEvent.ReleaseApproved _ -> DecisionKind.APPROVED;
            case RitualEvent.RuleOverridden _ -> DecisionKind.OVERRIDDEN;
            case RitualEvent.OverrideEnded _ -> DecisionKind.OVERRIDE_ENDED;
            case RitualEvent.GoGiven _ -> DecisionKind.GO;
            case RitualEvent.NoGoGiven _ -> DecisionKind.NO_GO;
            case RitualEvent.CommandOffered _ -> DecisionKind.COMMAND_OFFERED;
            case RitualEvent.AlertAcknowledged _ -> DecisionKind.ACKNOWLEDGED;
            case RitualEvent.KillSwitchOrdered _ -> DecisionKind.KILL_SWITCH_ORDERED;
            case RitualEvent.FailureClosed _ -> DecisionKind.FAILURE_CLOSED;
            case RitualEvent.PromotionOrdered _ -> DecisionKind.PROMOTION_ORDERED;
            case RitualEvent.NightObserved _ -> DecisionKind.NIGHT_OBSERVED;
            case RitualEvent.FreezeDeclared _ -> DecisionKind.HELD;
            case RitualEvent.FreezeLifted _ -> DecisionKind.RELEASED;
        };
    }

    /** What or whom it is about. */
    static String subject(RolloutState state, RitualEvent event) {
        return switch (event) {
            case RitualEvent.CheckAttested attested ->
                    state.plan()
                            .ritual()
                            .checks()
                            .orElseThrow()
                            .checks()
                            .get(attested.check())
                            .name();
            case RitualEvent.RerunOrdered ordered -> ordered.subject();
            case RitualEvent.RuleOverridden overridden -> overridden.subject();
            case RitualEvent.OverrideEnded ended -> ended.subject();
            case RitualEvent.CommandOffered offered -> offered.to();
            case RitualEvent.AlertAcknowledged acknowledged -> acknowledged.dedupKey();
            case RitualEvent.ReleaseApproved _,
                    RitualEvent.GoGiven _,
                    RitualEvent.NoGoGiven _,
                    RitualEvent.KillSwitchOrdered _,
                    RitualEvent.FailureClosed _,
                    RitualEvent.PromotionOrdered _,
                    RitualEvent.NightObserved _,
                    RitualEvent.FreezeDeclared _,
                    RitualEvent.FreezeLifted _ ->
                    "";
        };
    }

    /** The checks that are to be run once more, and under which numbers. */
    static List<CheckRun> runs(RolloutState state, RolloutEvent.Decision event) {
        return event instanceof RitualEvent.RerunOrdered ordered
                ? ordered.checks().stream().map(check -> run(state, check)).toList()
                : List.of();
    }

    private static CheckRun run(RolloutState state, int check) {
        return CheckRun.newBuilder()
                .setCheck(state.plan().ritual().checks().orElseThrow().checks().get(check).name())
                .setRun(state.proceedings().preparation().answers().get(check).run())
                .build();
    }

    static List<Reason> reasons(RitualEvent event) {
        return switch (event) {
            case RitualEvent.NoGoGiven no -> no.reasons();
            case RitualEvent.KillSwitchOrdered _ -> List.of(Reason.KILL_SWITCH);
            case RitualEvent.FreezeDeclared _ -> List.of(Reason.FREEZE);
            case RitualEvent.FreezeLifted lifted -> lifted.remaining();
            default -> List.of();
        };
    }

    /** The person whose command caused it; empty when automatic. */
    static String actor(RitualEvent event) {
        return switch (event) {
            case RitualEvent.CheckAttested attested -> attested.by();
            case RitualEvent.RerunOrdered ordered -> ordered.by();
            case RitualEvent.ReleaseApproved approved -> approved.by();
            case RitualEvent.RuleOverridden overridden -> overridden.by();
            case RitualEvent.CommandOffered offered -> offered.by();
            case RitualEvent.AlertAcknowledged acknowledged -> acknowledged.by();
            case RitualEvent.KillSwitchOrdered ordered -> ordered.by();
            case RitualEvent.FailureClosed closed -> closed.by();
            case RitualEvent.FreezeDeclared declared -> declared.by();
            case RitualEvent.FreezeLifted lifted -> lifted.by();
            case RitualEvent.OverrideEnded _,
                    RitualEvent.GoGiven _,
                    RitualEvent.NoGoGiven _,
                    RitualEvent.NightObserved _,
                    RitualEvent.PromotionOrdered _ ->
                    "";
        };
    }

    /** Whether readings are part of what was decided. */
    static boolean isJudgement(RitualEvent event) {
        return event instanceof RitualEvent.PromotionOrdered
                || event instanceof RitualEvent.NightObserved
                || event instanceof RitualEvent.KillSwitchOrdered;
    }
}
