package dev.kanit.replay.audit;

import dev.kanit.replay.audit.AuditFinding.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * What the evidence shows of one control. It shows what happened to this rollout; whether a control
 * is effective is the auditor's judgement.
 *
 * @param requirement in short
 * @param references where it is asked for
 * @param status what the records show
 * @param evidence which records show it, or what is wanting
 */
public record Control(String requirement, String references, Status status, String evidence) {

    /** What the records show. */
    public enum Status {
        /** The records show it. */
        SHOWN,
        /** The records do not show it. */
        NOT_SHOWN,
        /** The records show the opposite. */
        VIOLATED
    }

    private static final String ALL = "SOC 2 CC8.1 · PCI DSS 6.5.1 · DORA art. 9(4)(e)";

    /** The control table of a rollout. */
    public static List<Control> of(CaseRecords records, AuditFacts facts) {
        List<AuditFinding> findings = AuditFinding.of(facts);
        List<Control> controls = new ArrayList<>();
        controls.add(
                shown(
                        "The change is requested and recorded with its reason and impact",
                        facts.requester().isPresent(),
                        facts.requester()
                                .map(who -> "start command by " + who + ", plan with hypothesis")
                                .orElse("no start command")));
        controls.add(approval(facts, findings));
        controls.add(
                shown(
                        "Tested in production under control, before everybody gets it",
                        !records.snapshots().isEmpty(),
                        records.snapshots().size()
                                + " snapshots of measurements, judged in "
                                + records.decisions().size()
                                + " decisions"));
        controls.add(
                shown(
                        "There is a way back, and it was rehearsed",
                        facts.rehearsals() > 0,
                        facts.rehearsals() > 0
                                ? facts.rehearsals() + " steps of a drill"
                                : "the plan has a way back; no drill is recorded here"));
        controls.add(
                shown(
                        "Who carried it out is known",
                        !facts.executors().isEmpty(),
                        facts.executors().isEmpty()
                                ? "no action is recorded"
                                : String.join(", ", facts.executors())));
        controls.add(
                shown(
                        "The change was verified afterwards",
                        facts.end().isPresent(),
                        facts.end()
                                .map(end -> "decision " + end.getSequence() + ": " + end.getKind())
                                .orElse("the rollout is not closed")));
        return controls;
    }

    private static Control approval(AuditFacts facts, List<AuditFinding> findings) {
        String requirement = "Approved before the start, by somebody else than who asked";
        for (AuditFinding finding : findings) {
            if (finding.code() == Code.SOD_VIOLATION
                    || finding.code() == Code.APPROVED_AFTER_START) {
                return new Control(requirement, ALL, Status.VIOLATED, finding.text());
            }
        }
        return shown(
                requirement,
                !facts.approvals().isEmpty(),
                facts.approvals().isEmpty()
                        ? "no approval command"
                        : facts.approvals().getFirst().by()
                                + " at "
                                + facts.approvals().getFirst().at());
    }

    private static Control shown(String requirement, boolean isShown, String evidence) {
        return new Control(requirement, ALL, isShown ? Status.SHOWN : Status.NOT_SHOWN, evidence);
    }
}
