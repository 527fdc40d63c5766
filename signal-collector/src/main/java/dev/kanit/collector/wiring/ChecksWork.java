package dev.kanit.collector.wiring;

import dev.kanit.codec.plan.PlanFile;
import dev.kanit.collector.check.run.RolloutChecks;
import dev.kanit.collector.follow.RolloutWork;
import java.util.function.Function;

/**
 * Runs the checks of a rollout. One that is past them when it is taken up, after a restart, has its
 * results already; one that is not has them run again, since nobody knows how far they came.
 */
record ChecksWork(RolloutChecks checks, Function<String, PlanFile> plans) implements RolloutWork {

    @Override
    public void begin(Begun rollout) {
        if (rollout.beforeStages()) {
            checks.start(rollout.rolloutId(), plans.apply(rollout.planText()), rollout.startedAt());
        }
    }

    @Override
    public void end(String rolloutId) {
        checks.stop(rolloutId);
    }
}
