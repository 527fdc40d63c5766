package dev.kanit.archiver.report;

import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.AlertDelivery;
import dev.kanit.wire.CheckResult;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * All records of one rollout, each list by offset, with what its plan says about reports.
 *
 * @param decisions at least one
 */
public record RolloutCase(
        String rolloutId,
        ReportSpec spec,
        List<Placed<RolloutCommand>> commands,
        List<Placed<CheckResult>> checks,
        List<Placed<SignalSnapshot>> snapshots,
        List<Placed<RolloutDecision>> decisions,
        List<Placed<ActionOutcome>> actions,
        List<Placed<RolloutAlert>> alerts,
        List<Placed<AlertDelivery>> deliveries) {

    public RolloutCase {
        if (decisions.isEmpty()) {
            throw new IllegalArgumentException("decisions: none (expected: at least one)");
        }
        commands = List.copyOf(commands);
        checks = List.copyOf(checks);
        snapshots = List.copyOf(snapshots);
        decisions = List.copyOf(decisions);
        actions = List.copyOf(actions);
        alerts = List.copyOf(alerts);
        deliveries = List.copyOf(deliveries);
    }

    /** Decisions of one kind, in order. */
    List<Placed<RolloutDecision>> decided(DecisionKind kind) {
        return decisions.stream().filter(one -> one.record().getKind() == kind).toList();
    }

    /** The newest decision of one kind. */
    Optional<Placed<RolloutDecision>> last(DecisionKind kind) {
        return decided(kind).stream().reduce((_, later) -> later);
    }

    Placed<RolloutDecision> first() {
        return decisions.getFirst();
    }

    Placed<RolloutDecision> newest() {
        return decisions.getLast();
    }
}
