package dev.kanit.replay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.replay.Recording;
import dev.kanit.replay.audit.AuditFacts.Approval;
import dev.kanit.replay.audit.AuditFinding.Code;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AuditFindingTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void whoApprovesWhatTheyAskedForViolatesTheSeparationOfDuties() {
        assertThat(codes("ayse", List.of(new Approval("ayse", START.minusSeconds(60))), 1))
                .containsExactly(Code.SOD_VIOLATION);
    }

    @Test
    void anApprovalAfterTheFirstActionIsAFinding() {
        assertThat(codes("ayse", List.of(new Approval("mehmet", START.plusSeconds(60))), 1))
                .containsExactly(Code.APPROVED_AFTER_START);
    }

    @Test
    void anApprovalBySomebodyElseInTimeAndARehearsalLeaveNothingToFind() {
        assertThat(codes("ayse", List.of(new Approval("mehmet", START.minusSeconds(60))), 1))
                .isEmpty();
    }

    @Test
    void noApprovalAndNoRehearsalAreFindings() {
        assertThat(codes("ayse", List.of(), 0))
                .containsExactly(Code.NO_APPROVAL, Code.NO_REHEARSAL);
    }

    @Test
    void anApprovalOfTheReleaseThatTheEvaluatorTookIsOne() {
        CaseRecords recorded = CaseRecords.of(Recording.started().rolledBack().rollout());
        String requester = AuditFacts.of(recorded).requester().orElseThrow();

        assertThat(codes(recorded)).contains(Code.NO_APPROVAL);
        assertThat(codes(approved(recorded, requester + "-2")))
                .doesNotContain(Code.NO_APPROVAL, Code.SOD_VIOLATION, Code.APPROVED_AFTER_START);
        assertThat(codes(approved(recorded, requester))).contains(Code.SOD_VIOLATION);
    }

    private static CaseRecords approved(CaseRecords recorded, String by) {
        RolloutDecision approval =
                RolloutDecision.newBuilder(recorded.decisions().getFirst())
                        .setKind(DecisionKind.APPROVED)
                        .setActor(by)
                        .build();
        List<RolloutDecision> decisions = new ArrayList<>(recorded.decisions());
        decisions.add(1, approval);
        return new CaseRecords(
                recorded.rolloutId(),
                recorded.commands(),
                recorded.snapshots(),
                decisions,
                recorded.actions(),
                recorded.alerts(),
                0);
    }

    private static List<Code> codes(CaseRecords records) {
        return AuditFinding.of(AuditFacts.of(records)).stream().map(AuditFinding::code).toList();
    }

    private static List<Code> codes(String requester, List<Approval> approvals, long rehearsals) {
        AuditFacts facts =
                new AuditFacts(
                        Optional.of(requester),
                        Optional.of(START.minusSeconds(120)),
                        approvals,
                        List.of(),
                        List.of("executor-1"),
                        Optional.of(START),
                        rehearsals,
                        "digest",
                        Optional.empty());
        return AuditFinding.of(facts).stream().map(AuditFinding::code).toList();
    }
}
