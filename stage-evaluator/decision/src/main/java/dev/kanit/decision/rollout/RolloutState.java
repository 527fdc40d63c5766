package dev.kanit.decision.rollout;

import dev.kanit.decision.judge.Judgement;
import dev.kanit.decision.measure.Measurements;
import dev.kanit.decision.plan.Ritual;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.rule.Rulebook;
import dev.kanit.decision.rule.Streaks;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of one rollout. Bounded: nothing in here grows with the rollout's age.
 *
 * @param id the rollout
 * @param rules its plan, resolved
 * @param phase where it stands
 * @param trendHolds holds for a trend in a row
 * @param observation what the snapshots amount to
 * @param authority who may steer
 * @param counters what only ever rises
 * @param proceedings what goes on around the stages
 */
public record RolloutState(
        String id,
        Rulebook rules,
        Phase phase,
        int trendHolds,
        Observation observation,
        Authority authority,
        Counters counters,
        Proceedings proceedings) {

    /** A rollout about to start: nothing measured, nothing decided. */
    public static RolloutState initial(String id, Rulebook rules, long atMillis) {
        Ritual ritual = rules.plan().ritual();
        return new RolloutState(
                id,
                rules,
                ritual.prepares()
                        ? new Phase.Preparing(atMillis, List.of())
                        : new Phase.Entering(0, atMillis, 0),
                0,
                new Observation(
                        Measurements.none(rules.layout(), atMillis),
                        Streaks.none(rules.triggers().size()),
                        Steadiness.UNKNOWN,
                        rules.judge().map(judge -> Judgement.start(judge, atMillis)),
                        Optional.empty()),
                Authority.NOBODY,
                // A target outlives a rollout and remembers the newest generation that it obeyed:
                // each rollout begins above all that were started before it.
                new Counters(atMillis, 0, atMillis),
                new Proceedings(
                        Preparation.of(
                                atMillis + ritual.lead().toMillis(),
                                ritual.checks().map(checks -> checks.checks().size()).orElse(0)),
                        Freezing.NONE,
                        Optional.empty()));
    }

    public RolloutPlan plan() {
        return rules.plan();
    }

    public Measurements measured() {
        return observation.measured();
    }

    /** Id of the newest decision. */
    public String decisionId() {
        return id + "/" + counters.sequence();
    }

    RolloutState in(Phase next) {
        return new RolloutState(
                id, rules, next, trendHolds, observation, authority, counters, proceedings);
    }

    RolloutState holding(int trendHoldsInARow) {
        return new RolloutState(
                id, rules, phase, trendHoldsInARow, observation, authority, counters, proceedings);
    }

    RolloutState seeing(Observation next) {
        return new RolloutState(
                id, rules, phase, trendHolds, next, authority, counters, proceedings);
    }

    RolloutState under(Authority next) {
        return new RolloutState(
                id, rules, phase, trendHolds, observation, next, counters, proceedings);
    }

    RolloutState proceeding(Proceedings next) {
        return new RolloutState(
                id, rules, phase, trendHolds, observation, authority, counters, next);
    }

    RolloutState counting(Counters next) {
        return next.equals(counters)
                ? this
                : new RolloutState(
                        id, rules, phase, trendHolds, observation, authority, next, proceedings);
    }
}
