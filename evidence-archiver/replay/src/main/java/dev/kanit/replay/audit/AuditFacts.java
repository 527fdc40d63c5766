package dev.kanit.replay.audit;

import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.RolloutDecision;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who did what and when, as the records say.
 *
 * @param requester who started the rollout; empty when no start is recorded
 * @param requestedAt when that was
 * @param approvals who approved the change and when, in order; what answers a recommended rollback
 *     is none
 * @param commanders who held the command, in order
 * @param executors which executors acted
 * @param firstActionAt when the first real action began
 * @param rehearsals steps that were carried out dry
 * @param planDigest of the plan that was decided by; empty when nothing was decided
 * @param end the decision that closed the rollout
 */
public record AuditFacts(
        Optional<String> requester,
        Optional<Instant> requestedAt,
        List<Approval> approvals,
        List<String> commanders,
        List<String> executors,
        Optional<Instant> firstActionAt,
        long rehearsals,
        String planDigest,
        Optional<RolloutDecision> end) {

    /**
     * An approval.
     *
     * @param by who gave it
     * @param at when
     */
    public record Approval(String by, Instant at) {}

    public AuditFacts {
        approvals = List.copyOf(approvals);
        commanders = List.copyOf(commanders);
        executors = List.copyOf(executors);
    }

    /**
     * Approvals of the release count as the evaluator took them: bound to the plan's digest, and by
     * somebody who may give them. What it refused is no decision of this kind.
     */
    private static List<Approval> approvals(CaseRecords records) {
        return records.decisions().stream()
                .filter(one -> one.getKind() == DecisionKind.APPROVED)
                .filter(one -> one.getActor() != null)
                .map(one -> new Approval(one.getActor(), one.getDecidedAt()))
                .sorted(Comparator.comparing(Approval::at))
                .toList();
    }

    /** The facts in a rollout's records. */
    public static AuditFacts of(CaseRecords records) {
        Optional<RolloutCommand> start =
                records.commands().stream()
                        .filter(one -> one.getRefusal().isEmpty())
                        .filter(one -> one.getKind() == CommandKind.START)
                        .findFirst();
        List<ActionOutcome> real =
                records.actions().stream().filter(one -> !one.getDryRun()).toList();
        return new AuditFacts(
                start.map(RolloutCommand::getIssuedBy),
                start.map(RolloutCommand::getIssuedAt),
                approvals(records),
                records.decisions().stream()
                        .filter(one -> one.getKind() == DecisionKind.COMMAND_TAKEN)
                        .map(one -> one.getActor() == null ? "" : one.getActor())
                        .filter(who -> !who.isEmpty())
                        .distinct()
                        .toList(),
                real.stream().map(ActionOutcome::getExecutor).distinct().sorted().toList(),
                real.stream().map(ActionOutcome::getStartedAt).min(Instant::compareTo),
                records.actions().stream().filter(ActionOutcome::getDryRun).count(),
                records.decisions().isEmpty() ? "" : records.decisions().getFirst().getPlanDigest(),
                records.decisions().stream().filter(one -> one.getClosing() != null).findFirst());
    }
}
