package dev.kanit.executor.drill;

import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.wire.ActionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rehearses plans on a schedule. What the log holds of earlier drills says when the next is due, so
 * a restart neither repeats nor forgets one; two schedules of one plan rehearse it twice at worst,
 * and touch nothing either time.
 */
public final class DrillSchedule implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DrillSchedule.class);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final int LOOKS_AN_INTERVAL = 60;

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("kanit-drills").daemon().factory());
    private final List<RolloutPlan> plans;
    private final Duration every;
    private final Actuators actuators;
    private final Supplier<List<ActionOutcome>> recorded;
    private final Consumer<List<ActionOutcome>> record;
    private final InstantSource clock;

    private DrillSchedule(
            List<RolloutPlan> plans,
            Duration every,
            Actuators actuators,
            Supplier<List<ActionOutcome>> recorded,
            Consumer<List<ActionOutcome>> record,
            InstantSource clock) {
        this.plans = List.copyOf(plans);
        this.every = every;
        this.actuators = actuators;
        this.recorded = recorded;
        this.record = record;
        this.clock = clock;
    }

    /**
     * Begins to look for drills that are due.
     *
     * @param every time from one drill of a plan to the next, at least a minute
     * @param recorded outcomes of earlier drills; may throw when the log cannot be read, and the
     *     drill then waits for the next look
     * @param record keeps a drill's outcomes; may throw likewise
     */
    public static DrillSchedule start(
            List<RolloutPlan> plans,
            Duration every,
            Actuators actuators,
            Supplier<List<ActionOutcome>> recorded,
            Consumer<List<ActionOutcome>> record) {
        if (every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "every: " + every + " (expected: at least " + SHORTEST + ")");
        }
        DrillSchedule schedule =
                new DrillSchedule(
                        plans, every, actuators, recorded, record, InstantSource.system());
        long lookMillis = every.toMillis() / LOOKS_AN_INTERVAL;
        var _ =
                schedule.thread.scheduleWithFixedDelay(
                        schedule::look, 0, lookMillis, TimeUnit.MILLISECONDS);
        return schedule;
    }

    /** For tests: no thread, {@link #look} is called. */
    static DrillSchedule still(
            List<RolloutPlan> plans,
            Duration every,
            Actuators actuators,
            Supplier<List<ActionOutcome>> recorded,
            Consumer<List<ActionOutcome>> record,
            InstantSource clock) {
        return new DrillSchedule(plans, every, actuators, recorded, record, clock);
    }

    /** Rehearses what is due. */
    void look() {
        try {
            List<PastDrill> past = PastDrill.of(recorded.get());
            for (RolloutPlan plan : plans) {
                if (isDue(plan, past)) {
                    rehearse(plan);
                }
            }
        } catch (RuntimeException failed) {
            // The schedule must outlive a log that is away: what is due stays due.
            LOG.atWarn().addKeyValue("reason", failed.getMessage()).log("drill put off");
        }
    }

    private boolean isDue(RolloutPlan plan, List<PastDrill> past) {
        String prefix = Rehearsal.of(plan.name());
        Instant newest =
                past.stream()
                        .filter(one -> (Rehearsal.PREFIX + one.plan()).equals(prefix))
                        .map(PastDrill::at)
                        .max(Instant::compareTo)
                        .orElse(Instant.EPOCH);
        return !clock.instant().isBefore(newest.plus(every));
    }

    private void rehearse(RolloutPlan plan) {
        Rehearsal rehearsal = Rehearsal.of(plan, actuators, clock);
        record.accept(rehearsal.steps());
        if (!rehearsal.isFine()) {
            LOG.atWarn()
                    .addKeyValue("rolloutId", rehearsal.name())
                    .addKeyValue(
                            "reason",
                            rehearsal.steps().stream()
                                    .filter(step -> !Rehearsal.isDone(step))
                                    .map(step -> step.getStep() + ": " + step.getDetail())
                                    .toList())
                    .log("drill: a step of the way back could not be done");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
