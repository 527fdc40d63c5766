package dev.kanit.codec.record;

import dev.kanit.wire.ConditionLook;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which decisions on-call must hear of, and what they hear. A hold is never silent. */
public final class AlertRecords {

    private AlertRecords() {}

    /** The alert that goes with a decision; empty when nobody needs to wake up. */
    public static Optional<RolloutAlert> of(RolloutDecision decision, String service) {
        return switch (decision.getKind()) {
            case HELD -> Optional.of(alert(decision, service, Severity.WARNING, "hold", false));
            case RELEASED ->
                    Optional.of(
                            alert(
                                    decision,
                                    service,
                                    Severity.INFO,
                                    "hold",
                                    decision.getReasons().isEmpty()));
            case ROLLBACK_RECOMMENDED ->
                    Optional.of(
                            alert(decision, service, Severity.CRITICAL, "recommendation", false));
            case RECOMMENDATION_WITHDRAWN ->
                    Optional.of(alert(decision, service, Severity.INFO, "recommendation", true));
            case ROLLBACK_ORDERED, ROLLBACK_FAILED ->
                    Optional.of(alert(decision, service, Severity.CRITICAL, "rollback", false));
            case ROLLED_BACK ->
                    Optional.of(alert(decision, service, Severity.INFO, "rollback", true));
            case MITIGATION_ORDERED, ALERTED ->
                    Optional.of(
                            alert(
                                    decision,
                                    service,
                                    Severity.WARNING,
                                    "trigger/" + decision.getTrigger(),
                                    false));
            case PROMOTED, COMPLETED ->
                    Optional.of(alert(decision, service, Severity.INFO, "rollout", true));
            case STARTED,
                    STAGE_ENTERED,
                    STAGE_BEGAN,
                    STAGE_PASSED,
                    COMMAND_TAKEN,
                    NOTED,
                    REJECTED ->
                    Optional.empty();
        };
    }

    private static RolloutAlert alert(
            RolloutDecision decision,
            String service,
            Severity severity,
            String matter,
            boolean resolved) {
        return RolloutAlert.newBuilder()
                .setRolloutId(decision.getRolloutId())
                .setAlertId(decision.getDecisionId())
                .setDedupKey(decision.getRolloutId() + "/" + matter)
                .setRaisedAt(decision.getDecidedAt())
                .setSeverity(severity)
                .setResolved(resolved)
                .setTitle(title(decision, service))
                .setMessage(decision.getSummary() + fired(decision))
                .setService(service)
                .setStage(decision.getStageName())
                .build();
    }

    private static String title(RolloutDecision decision, String service) {
        String what = decision.getKind().name().replace('_', ' ');
        String why =
                decision.getTrigger() != null
                        ? decision.getTrigger()
                        : String.join(", ", decision.getReasons());
        return service
                + " at "
                + decision.getStageName()
                + ": "
                + what
                + (why.isEmpty() ? "" : " (" + why + ")");
    }

    /** The fired conditions, with every number that the page needs. */
    private static String fired(RolloutDecision decision) {
        if (decision.getKind() != DecisionKind.ROLLBACK_ORDERED
                && decision.getKind() != DecisionKind.HELD) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        for (ConditionLook look : decision.getConditions()) {
            if (look.getVerdict().equals("FIRED")) {
                lines.add(
                        "\n"
                                + look.getRule()
                                + ": "
                                + look.getCondition()
                                + "; value="
                                + look.getValue()
                                + " limit="
                                + look.getLimit()
                                + " unit="
                                + look.getUnit()
                                + " windowMillis="
                                + look.getWindowMillis()
                                + " samples="
                                + look.getSamples()
                                + " baseline="
                                + look.getBaseline()
                                + " heldMillis="
                                + look.getHeldMillis());
            }
        }
        return String.join("", lines);
    }
}
