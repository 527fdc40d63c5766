package dev.kanit.collector.wiring;

import dev.kanit.codec.plan.PlanFile;
import dev.kanit.collector.check.run.AnsweredRuns;
import dev.kanit.collector.check.run.RolloutChecks;
import dev.kanit.collector.follow.RolloutWork;
import dev.kanit.collector.publish.CheckLog;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs the checks of a rollout. Of one that is taken up before its first stage, after a restart or
 * from another instance, the log tells which have answered: the others are run, under the numbers
 * that they would have had.
 *
 * @param log what was written before
 * @param plans reads a plan; empty for a text that is none, which the rounds report
 */
record ChecksWork(RolloutChecks checks, CheckLog log, Function<String, Optional<PlanFile>> plans)
        implements RolloutWork {

    @Override
    public void begin(Begun rollout) {
        if (!rollout.beforeStages()) {
            return;
        }
        AnsweredRuns answered =
                rollout.resumed()
                        ? () ->
                                log.answered(
                                        rollout.partition(),
                                        rollout.rolloutId(),
                                        rollout.startedAt())
                        : Map::of;
        plans.apply(rollout.planText())
                .ifPresent(
                        plan ->
                                checks.start(
                                        rollout.rolloutId(),
                                        plan,
                                        rollout.startedAt(),
                                        rollout.ordered(),
                                        answered));
    }

    @Override
    public void rerun(String rolloutId, Map<String, Integer> ordered) {
        checks.rerun(rolloutId, ordered);
    }

    @Override
    public void end(String rolloutId) {
        checks.stop(rolloutId);
    }
}
