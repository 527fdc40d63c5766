package dev.kanit.collector.wiring;

import dev.kanit.codec.plan.PlanFile;
import dev.kanit.collector.check.run.RolloutChecks;
import dev.kanit.collector.follow.RolloutWork;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs the checks of a rollout. One that is past them when it is taken up, after a restart, has its
 * results already; one that is not has them run again, since nobody knows how far they came.
 *
 * @param plans reads a plan; empty for a text that is none, which the rounds report
 */
record ChecksWork(RolloutChecks checks, Function<String, Optional<PlanFile>> plans)
        implements RolloutWork {

    @Override
    public void begin(Begun rollout) {
        if (rollout.beforeStages()) {
            plans.apply(rollout.planText())
                    .ifPresent(
                            plan -> checks.start(rollout.rolloutId(), plan, rollout.startedAt()));
        }
    }

    @Override
    public void end(String rolloutId) {
        checks.stop(rolloutId);
    }
}
