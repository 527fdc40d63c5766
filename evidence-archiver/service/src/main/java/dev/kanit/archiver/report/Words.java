package dev.kanit.archiver.report;

import dev.kanit.wire.RolloutDecision;
import java.util.List;

/** A decision in a word or two. */
final class Words {

    private Words() {}

    /**
     * With {@code IC: } in front when the incident commander decided, and with their name when
     * another person did.
     */
    static String of(RolloutDecision decision) {
        String what =
                switch (decision.getKind()) {
                    case STARTED -> "Start";
                    case STAGE_ENTERED -> "Enter " + decision.getStageName();
                    case STAGE_BEGAN -> "Bake";
                    case STAGE_PASSED -> "Proceed";
                    case HELD -> "HOLD " + why(decision);
                    case RELEASED -> "Resume";
                    case ROLLBACK_RECOMMENDED -> "ROLLBACK? " + why(decision);
                    case RECOMMENDATION_WITHDRAWN -> "ROLLBACK withdrawn";
                    case ROLLBACK_ORDERED -> "ROLLBACK " + why(decision);
                    case ROLLED_BACK -> "Rolled back";
                    case ROLLBACK_FAILED -> "ROLLBACK FAILED " + why(decision);
                    case MITIGATION_ORDERED -> "MITIGATE " + why(decision);
                    case ALERTED -> "ALERT " + why(decision);
                    case PROMOTED -> "Promoted";
                    case COMPLETED -> "Completed";
                    case COMMAND_TAKEN -> "takes command";
                    case NOTED -> "Parking lot";
                    case REJECTED -> "Rejected " + why(decision);
                    case ATTESTED -> "attests " + decision.getSubject();
                    case APPROVED -> "approves the release";
                    case OVERRIDDEN -> "overrides " + decision.getSubject();
                    case OVERRIDE_ENDED -> "Override of " + decision.getSubject() + " ended";
                    case GO -> "GO";
                    case NO_GO -> "NO-GO " + why(decision);
                    case COMMAND_OFFERED -> "hands over to " + decision.getSubject();
                    case ACKNOWLEDGED -> "acknowledges " + decision.getSubject();
                    case FAILURE_CLOSED -> "closes the failed rollback";
                    case KILL_SWITCH_ORDERED -> "KILL SWITCH " + why(decision);
                    case PROMOTION_ORDERED -> "Promote";
                    case NIGHT_OBSERVED -> "First night";
                    case RERUN_ORDERED -> "runs again " + decision.getSubject();
                };
        return by(decision) + what.strip();
    }

    private static String by(RolloutDecision decision) {
        String actor = decision.getActor();
        if (actor == null) {
            return "";
        }
        return actor.equals(decision.getCommander())
                ? "IC: "
                : actor.replaceAll("\\p{Cntrl}", " ") + ": ";
    }

    /** The trigger that fired, else the reasons. */
    static String why(RolloutDecision decision) {
        String trigger = decision.getTrigger();
        List<String> reasons = decision.getReasons();
        return trigger == null || trigger.isEmpty() ? String.join(" ", reasons) : trigger;
    }
}
