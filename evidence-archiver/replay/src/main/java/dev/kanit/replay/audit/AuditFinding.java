package dev.kanit.replay.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * Something about a rollout that an auditor would write down.
 *
 * @param code for machines
 * @param text for people
 */
public record AuditFinding(Code code, String text) {

    /** Kinds of findings. */
    public enum Code {
        /** Somebody approved what they had asked for. */
        SOD_VIOLATION,
        /** The first approval is later than the first action. */
        APPROVED_AFTER_START,
        /** Nobody approved. */
        NO_APPROVAL,
        /** No rehearsal of the way back is recorded. */
        NO_REHEARSAL
    }

    /** What the facts give rise to. */
    public static List<AuditFinding> of(AuditFacts facts) {
        List<AuditFinding> findings = new ArrayList<>();
        String requester = facts.requester().orElse("");
        for (AuditFacts.Approval approval : facts.approvals()) {
            if (approval.by().equals(requester)) {
                findings.add(
                        new AuditFinding(
                                Code.SOD_VIOLATION,
                                "%s approved at %s what %s had asked for"
                                        .formatted(approval.by(), approval.at(), requester)));
            }
        }
        if (facts.approvals().isEmpty()) {
            findings.add(
                    new AuditFinding(
                            Code.NO_APPROVAL, "no approval is recorded before the first action"));
        } else if (facts.firstActionAt().isPresent()
                && facts.approvals().getFirst().at().isAfter(facts.firstActionAt().get())) {
            findings.add(
                    new AuditFinding(
                            Code.APPROVED_AFTER_START,
                            "the first approval is of %s, the first action of %s"
                                    .formatted(
                                            facts.approvals().getFirst().at(),
                                            facts.firstActionAt().get())));
        }
        if (facts.rehearsals() == 0) {
            findings.add(
                    new AuditFinding(
                            Code.NO_REHEARSAL,
                            "no rehearsal of the rollback is recorded for this rollout"));
        }
        return findings;
    }
}
