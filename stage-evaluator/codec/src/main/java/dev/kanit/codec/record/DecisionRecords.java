package dev.kanit.codec.record;

import dev.kanit.decision.explain.ConditionLook;
import dev.kanit.decision.explain.Looks;
import dev.kanit.decision.explain.Narrator;
import dev.kanit.decision.explain.SignalLook;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.Stage;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RitualEvent;
import dev.kanit.decision.rollout.RolloutEvent;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rule.Reason;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decisions of the core as records of {@code rollout.decisions}. */
public final class DecisionRecords {

    /** Stands where stages have their name, before the first. */
    public static final String PREPARATION = "preparation";

    private DecisionRecords() {}

    /**
     * One decision.
     *
     * @param state right after {@code event}
     */
    public static RolloutDecision of(
            RolloutState state, RolloutEvent.Decision event, Provenance provenance) {
        RolloutPlan plan = state.plan();
        Stage stage = plan.stages().get(state.phase().stage());
        boolean begun = !(state.phase() instanceof Phase.Preparing);
        boolean judged = isJudgement(event);
        return RolloutDecision.newBuilder()
                .setRolloutId(state.id())
                .setDecisionId(state.decisionId())
                .setSequence(state.counters().sequence())
                .setGeneration(state.counters().generation())
                .setKind(kind(event))
                .setDecidedAt(Instant.ofEpochMilli(event.atMillis()))
                .setBreachedAt(breachedAt(event))
                .setPhase(phase(state.phase()))
                .setStageNumber(begun ? state.phase().stage() + 1 : 0)
                .setStageName(begun ? stage.name() : PREPARATION)
                .setWeightPercent(begun ? stage.weight().percent() : 0)
                .setReasons(reasons(event).stream().map(Reason::name).toList())
                .setTrigger(trigger(state, event))
                .setActor(emptyToNull(actor(event)))
                .setCommander(emptyToNull(state.authority().commander()))
                .setSubject(
                        event instanceof RitualEvent ritual
                                ? RitualRecords.subject(state, ritual)
                                : "")
                .setSummary(Narrator.sentence(state, event))
                .setSignals(judged ? signals(state) : List.of())
                .setConditions(judged ? conditions(state) : List.of())
                .setJudge(judged ? JudgeRecords.of(state).orElse(null) : null)
                .setInputs(provenance.inputs())
                .setPlanName(plan.name())
                .setPlanDigest(plan.digest())
                .setEvaluatorVersion(provenance.evaluatorVersion())
                .setEvaluatorBuild(provenance.evaluatorBuild())
                .setPreviousDigest(provenance.previousDigest())
                .setOrder(Orders.of(state, event).orElse(null))
                .setRuns(RitualRecords.runs(state, event))
                .setPlan(emptyToNull(provenance.planText()))
                .build();
    }

    /** How a phase is called on the wire and in the API. */
    public static String phase(Phase phase) {
        return switch (phase) {
            case Phase.Preparing _ -> "preparing";
            case Phase.Promoting _ -> "promoting";
            case Phase.FailureClosed _ -> "failure-closed";
            case Phase.Entering _ -> "entering";
            case Phase.Baking _ -> "baking";
            case Phase.Watching _ -> "watching";
            case Phase.Held _ -> "held";
            case Phase.Recommended _ -> "rollback-recommended";
            case Phase.RollingBack _ -> "rolling-back";
            case Phase.RollbackFailed _ -> "rollback-failed";
            case Phase.RolledBack _ -> "rolled-back";
            case Phase.Completed _ -> "completed";
        };
    }

    private static DecisionKind kind(RolloutEvent.Decision event) {
        return switch (event) {
            case RitualEvent ritual -> RitualRecords.kind(ritual);
            case RolloutEvent.RolloutStarted _ -> DecisionKind.STARTED;
            case RolloutEvent.StageEntered _ -> DecisionKind.STAGE_ENTERED;
            case RolloutEvent.StageBegan _ -> DecisionKind.STAGE_BEGAN;
            case RolloutEvent.StagePassed _ -> DecisionKind.STAGE_PASSED;
            case RolloutEvent.RolloutHeld _ -> DecisionKind.HELD;
            case RolloutEvent.HoldReleased _ -> DecisionKind.RELEASED;
            case RolloutEvent.RollbackRecommended _ -> DecisionKind.ROLLBACK_RECOMMENDED;
            case RolloutEvent.RecommendationWithdrawn _ -> DecisionKind.RECOMMENDATION_WITHDRAWN;
            case RolloutEvent.RollbackOrdered _ -> DecisionKind.ROLLBACK_ORDERED;
            case RolloutEvent.RolloutRolledBack _ -> DecisionKind.ROLLED_BACK;
            case RolloutEvent.RollbackMissed _ -> DecisionKind.ROLLBACK_FAILED;
            case RolloutEvent.MitigationOrdered _ -> DecisionKind.MITIGATION_ORDERED;
            case RolloutEvent.AlertRaised _ -> DecisionKind.ALERTED;
            case RolloutEvent.RolloutPromoted _ -> DecisionKind.PROMOTED;
            case RolloutEvent.RolloutCompleted _ -> DecisionKind.COMPLETED;
            case RolloutEvent.CommandTaken _ -> DecisionKind.COMMAND_TAKEN;
            case RolloutEvent.NoteTaken _ -> DecisionKind.NOTED;
            case RolloutEvent.InputRejected _ -> DecisionKind.REJECTED;
        };
    }

    private static boolean isJudgement(RolloutEvent.Decision event) {
        return switch (event) {
            case RitualEvent ritual -> RitualRecords.isJudgement(ritual);
            case RolloutEvent.NoteTaken _,
                    RolloutEvent.InputRejected _,
                    RolloutEvent.CommandTaken _,
                    RolloutEvent.RolloutStarted _ ->
                    false;
            default -> true;
        };
    }

    private static List<Reason> reasons(RolloutEvent.Decision event) {
        return switch (event) {
            case RitualEvent ritual -> RitualRecords.reasons(ritual);
            case RolloutEvent.RolloutHeld held -> held.reasons();
            case RolloutEvent.HoldReleased released -> released.remaining();
            case RolloutEvent.RollbackRecommended _ -> List.of(Reason.SIGNAL_OVER_THRESHOLD);
            case RolloutEvent.RollbackOrdered ordered -> List.of(ordered.reason());
            case RolloutEvent.RollbackMissed missed -> List.of(missed.reason());
            case RolloutEvent.MitigationOrdered _, RolloutEvent.AlertRaised _ ->
                    List.of(Reason.TRIGGER_FIRED);
            case RolloutEvent.InputRejected rejected -> List.of(rejected.reason());
            default -> List.of();
        };
    }

    private static @Nullable String trigger(RolloutState state, RolloutEvent.Decision event) {
        int index =
                switch (event) {
                    case RolloutEvent.RolloutHeld held -> held.trigger();
                    case RolloutEvent.RollbackOrdered ordered -> ordered.trigger();
                    case RolloutEvent.MitigationOrdered ordered -> ordered.trigger();
                    case RolloutEvent.AlertRaised raised -> raised.trigger();
                    default -> -1;
                };
        return index < 0 ? null : state.plan().triggers().get(index).name();
    }

    private static String actor(RolloutEvent.Decision event) {
        return switch (event) {
            case RitualEvent ritual -> RitualRecords.actor(ritual);
            case RolloutEvent.RolloutStarted started -> started.by();
            case RolloutEvent.RolloutHeld held -> held.by();
            case RolloutEvent.HoldReleased released -> released.by();
            case RolloutEvent.RollbackOrdered ordered -> ordered.by();
            case RolloutEvent.CommandTaken taken -> taken.by();
            case RolloutEvent.NoteTaken note -> note.by();
            case RolloutEvent.InputRejected rejected -> rejected.by();
            default -> "";
        };
    }

    private static @Nullable Instant breachedAt(RolloutEvent.Decision event) {
        return event instanceof RolloutEvent.RollbackOrdered ordered
                        && ordered.breachedAtMillis() != Phase.NONE
                ? Instant.ofEpochMilli(ordered.breachedAtMillis())
                : null;
    }

    private static List<dev.kanit.wire.SignalLook> signals(RolloutState state) {
        return Looks.signals(state).stream().map(DecisionRecords::signal).toList();
    }

    private static dev.kanit.wire.SignalLook signal(SignalLook look) {
        return dev.kanit.wire.SignalLook.newBuilder()
                .setSignal(look.signal())
                .setValue(known(look.value()))
                .setUnit(look.unit())
                .setLimit(look.limit())
                .setBaseline(known(look.baseline()))
                .setSamples(known(look.samples()))
                .setVerdict(look.verdict())
                .build();
    }

    private static List<dev.kanit.wire.ConditionLook> conditions(RolloutState state) {
        return Looks.conditions(state).stream().map(DecisionRecords::condition).toList();
    }

    private static dev.kanit.wire.ConditionLook condition(ConditionLook look) {
        return dev.kanit.wire.ConditionLook.newBuilder()
                .setRule(look.rule())
                .setCondition(look.condition())
                .setValue(known(look.value()))
                .setLimit(known(look.limit()))
                .setUnit(look.unit())
                .setWindowMillis(look.windowMillis())
                .setSamples(known(look.samples()))
                .setBaseline(known(look.baseline()))
                .setHeldMillis(look.heldMillis())
                .setVerdict(look.verdict())
                .build();
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static @Nullable Long known(long samples) {
        return samples < 0 ? null : samples;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
