package dev.kanit.standalone.demo;

import dev.kanit.archiver.report.Language;
import dev.kanit.archiver.report.OneLiner;
import dev.kanit.archiver.report.ReportSpec;
import dev.kanit.codec.plan.PlanFile;
import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.CheckResult;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.StepOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts and times what the demonstration sees. */
final class Tally {

    private static final String TRAFFIC_STEP = "stop-canary";
    private static final String MITIGATED = "MITIGATED";

    private final String scenario;
    private final Through through;
    private final RitualTally ritual;
    private final List<RolloutDecision> decisions = new ArrayList<>();
    private String outcome = "TIMED_OUT";
    private boolean over;
    private String trigger = "";
    private OptionalLong orderedSeenMillis = OptionalLong.empty();
    private OptionalLong breachToDecision = OptionalLong.empty();
    private OptionalLong decisionToZero = OptionalLong.empty();

    /**
     * @param plan as its file has it
     */
    Tally(DemoOptions options, PlanFile plan) {
        this.scenario = options.scenario();
        this.through = options.through();
        this.ritual = new RitualTally(plan, options.nightSpeed());
    }

    void add(CheckResult result) {
        ritual.add(result);
    }

    void add(RolloutDecision decision, long seenMillis) {
        decisions.add(decision);
        ritual.add(decision);
        switch (decision.getKind()) {
            case ROLLBACK_ORDERED -> ordered(decision, seenMillis);
            case PROMOTED -> {
                if (through == Through.LAST_STAGE) {
                    end("COMPLETED");
                }
            }
            case COMPLETED -> end("COMPLETED");
            case ROLLED_BACK -> end("ROLLED_BACK");
            case ROLLBACK_FAILED -> end("ROLLBACK_FAILED");
            case MITIGATION_ORDERED -> trigger = String.valueOf(decision.getTrigger());
            case HELD -> held(decision);
            default -> {
                // Counted by kind below.
            }
        }
    }

    void add(ActionOutcome action) {
        boolean stopped =
                action.getKind() == ActionKind.ROLL_BACK
                        && action.getStep().equals(TRAFFIC_STEP)
                        && (action.getOutcome() == StepOutcome.APPLIED
                                || action.getOutcome() == StepOutcome.ALREADY_IN_EFFECT);
        if (stopped && orderedSeenMillis.isPresent() && decisionToZero.isEmpty()) {
            Instant done =
                    action.getStartedAt()
                            .plus(Duration.of(action.getDurationMicros(), ChronoUnit.MICROS));
            // The executor may be ahead of this reader: it then took no time that we could see.
            decisionToZero =
                    OptionalLong.of(
                            Math.max(0, done.toEpochMilli() - orderedSeenMillis.getAsLong()));
        }
    }

    /** After a countermove a person decides: the demonstration has nobody to ask. */
    private void held(RolloutDecision decision) {
        if (decision.getReasons().contains(MITIGATED)) {
            end("MITIGATED");
        }
    }

    boolean isOver() {
        return over;
    }

    int decisions() {
        return decisions.size();
    }

    DemoResult result(ReportSpec report, Path evidence, Optional<Path> bundle, int evidenceItems) {
        List<RolloutDecision> passed =
                decisions.stream()
                        .filter(one -> one.getKind() == DecisionKind.STAGE_PASSED)
                        .toList();
        int stage = decisions.isEmpty() ? 0 : decisions.getLast().getStageNumber();
        return new DemoResult(
                scenario,
                outcome,
                trigger,
                stage,
                passed.size(),
                passed.stream().mapToInt(one -> one.getSignals().size()).sum(),
                count(DecisionKind.ROLLBACK_ORDERED),
                count(DecisionKind.HELD),
                breachToDecision,
                decisionToZero,
                OneLiner.of(Language.ENGLISH, report, decisions).orElse(""),
                ritual.result(evidenceItems),
                evidence,
                bundle);
    }

    /** Whether the rollout is closed, or about to be; one that is watched for a night is not. */
    boolean isClosed() {
        return outcome.equals("ROLLED_BACK")
                || decisions.stream().anyMatch(one -> one.getClosing() != null);
    }

    private void ordered(RolloutDecision decision, long seenMillis) {
        orderedSeenMillis = OptionalLong.of(seenMillis);
        trigger =
                decision.getTrigger() != null
                        ? decision.getTrigger()
                        : String.join(",", decision.getReasons());
        if (decision.getBreachedAt() != null) {
            breachToDecision =
                    OptionalLong.of(seenMillis - decision.getBreachedAt().toEpochMilli());
        }
    }

    private int count(DecisionKind kind) {
        return (int) decisions.stream().filter(one -> one.getKind() == kind).count();
    }

    private void end(String how) {
        outcome = how;
        over = true;
    }
}
