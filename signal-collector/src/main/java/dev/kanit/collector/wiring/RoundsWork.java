package dev.kanit.collector.wiring;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.collector.follow.RolloutWork;
import dev.kanit.collector.round.RolloutRounds;
import java.util.Map;
import java.util.function.Function;

/** Takes the rounds of a rollout while it is under way. */
record RoundsWork(RolloutRounds rounds, Function<String, CollectionPlan> plans)
        implements RolloutWork {

    @Override
    public void begin(Begun rollout) {
        rounds.start(rollout.rolloutId(), plans.apply(rollout.planText()));
    }

    @Override
    public void end(String rolloutId) {
        rounds.stop(rolloutId);
    }

    @Override
    public void rerun(String rolloutId, Map<String, Integer> ordered) {
        // Rounds know nothing of checks.
    }
}
