package dev.kanit.codec.record;

import dev.kanit.decision.rollout.OnCall;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RitualEvent;
import dev.kanit.decision.rollout.RolloutEvent;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What on-call hears. A hold is never silent, and neither is its end. */
public final class AlertRecords {

    private AlertRecords() {}

    /**
     * The alerts that go with a decision: its own, and the ends of what it put an end to.
     *
     * @param before the state that the event changed
     * @param after the state that it left
     * @param decision the event's record
     */
    public static List<RolloutAlert> of(
            RolloutState before,
            RolloutState after,
            RolloutEvent.Decision event,
            RolloutDecision decision) {
        List<RolloutAlert> alerts = new ArrayList<>();
        Optional<String> matter = OnCall.matter(after, event);
        matter.ifPresent(
                it ->
                        alerts.add(
                                alert(after, it, decision.getDecidedAt())
                                        .setAlertId(decision.getDecisionId())
                                        .setSeverity(severity(event))
                                        .setResolved(!OnCall.open(after).contains(it))
                                        .setTitle(AlertText.title(after, event, decision))
                                        .setMessage(AlertText.message(after, decision))
                                        .build()));
        for (String ended : OnCall.ended(before, after, matter)) {
            alerts.add(ended(after, ended, decision.getDecidedAt(), decision.getSummary()));
        }
        return alerts;
    }

    /** The ends of what ended without a decision: a trigger's conditions no longer hold. */
    public static List<RolloutAlert> ofNoDecision(
            RolloutState before, RolloutState after, long atMillis) {
        List<RolloutAlert> alerts = new ArrayList<>();
        for (String ended : OnCall.ended(before, after, Optional.empty())) {
            alerts.add(
                    ended(
                            after,
                            ended,
                            Instant.ofEpochMilli(atMillis),
                            "the conditions no longer hold"));
        }
        return alerts;
    }

    private static Severity severity(RolloutEvent.Decision event) {
        return switch (event) {
            case RitualEvent.KillSwitchOrdered _,
                    RolloutEvent.RollbackRecommended _,
                    RolloutEvent.RollbackOrdered _,
                    RolloutEvent.RollbackMissed _ ->
                    Severity.CRITICAL;
            case RitualEvent.NoGoGiven _,
                    RitualEvent.RuleOverridden _,
                    RitualEvent.FreezeDeclared _,
                    RolloutEvent.RolloutHeld _,
                    RolloutEvent.MitigationOrdered _,
                    RolloutEvent.AlertRaised _ ->
                    Severity.WARNING;
            default -> Severity.INFO;
        };
    }

    private static RolloutAlert ended(
            RolloutState after, String matter, Instant at, String because) {
        String service = after.plan().service();
        return alert(after, matter, at)
                .setAlertId(after.decisionId() + "/ended/" + matter)
                .setSeverity(Severity.INFO)
                .setResolved(true)
                .setTitle(service + " at " + stage(after) + ": over (" + matter + ")")
                .setMessage(
                        "Over: "
                                + matter
                                + "; "
                                + because
                                + "\n"
                                + AlertText.standing(after)
                                + "\n"
                                + AlertText.plan(after))
                .build();
    }

    private static RolloutAlert.Builder alert(RolloutState state, String matter, Instant at) {
        return RolloutAlert.newBuilder()
                .setRolloutId(state.id())
                .setDedupKey(state.id() + "/" + matter)
                .setRaisedAt(at)
                .setService(state.plan().service())
                .setStage(stage(state));
    }

    private static String stage(RolloutState state) {
        return state.phase() instanceof Phase.Preparing
                ? DecisionRecords.PREPARATION
                : state.plan().stages().get(state.phase().stage()).name();
    }
}
