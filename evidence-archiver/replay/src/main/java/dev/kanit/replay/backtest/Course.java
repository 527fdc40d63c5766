package dev.kanit.replay.backtest;

import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a rollout went, by its decisions.
 *
 * @param phase after the last decision, as decisions spell it; empty without any
 * @param rollback when it was first ordered, event time; empty when it never was
 * @param cause of that rollback: a trigger's name, else the reason codes; empty without one
 */
public record Course(String phase, Optional<Instant> rollback, String cause) {

    /** The course that decisions describe, in their order. */
    public static Course of(List<RolloutDecision> decisions) {
        String phase = decisions.isEmpty() ? "" : decisions.getLast().getPhase();
        return decisions.stream()
                .filter(one -> one.getKind() == DecisionKind.ROLLBACK_ORDERED)
                .findFirst()
                .map(one -> new Course(phase, Optional.of(one.getDecidedAt()), causeOf(one)))
                .orElseGet(() -> new Course(phase, Optional.empty(), ""));
    }

    /** Whether nothing more was to come: over, or past its last stage. */
    boolean isDecided() {
        return rollback.isPresent()
                || phase.equals("completed")
                || phase.equals("watching")
                || phase.equals("promoting");
    }

    private static String causeOf(RolloutDecision rollback) {
        String trigger = rollback.getTrigger();
        return trigger == null ? String.join(" ", rollback.getReasons()) : trigger;
    }
}
