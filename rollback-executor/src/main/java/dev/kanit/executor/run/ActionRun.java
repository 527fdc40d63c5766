package dev.kanit.executor.run;

import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.plan.ActionPlan;
import dev.kanit.executor.plan.Next;
import dev.kanit.executor.plan.Order;
import dev.kanit.executor.plan.RecordedStep;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * One action from where the log left it to its end. The order's limit counts from the moment this
 * executor takes it up, and every step gets at least one attempt: a rollback that comes late is
 * still better than none.
 */
final class ActionRun {

    private final Order order;
    private final Attempts attempts;
    private final Recorder recorder;
    private final Patience patience;
    private final InstantSource clock;
    private final Interruption interruption;
    private final List<RecordedStep> recorded;

    ActionRun(
            Order order,
            List<RecordedStep> recorded,
            Actuator actuator,
            Recorder recorder,
            Patience patience,
            InstantSource clock,
            Interruption interruption) {
        this.order = order;
        this.recorded = new ArrayList<>(recorded);
        this.attempts = new Attempts(order, actuator, interruption);
        this.recorder = recorder;
        this.patience = patience;
        this.clock = clock;
        this.interruption = interruption;
    }

    /** Returns when the record that ends the action is in the log. */
    void perform() throws AbandonedException {
        long deadline = System.nanoTime() + order.limit().toNanos();
        while (true) {
            interruption.throwIfAbandoned();
            switch (ActionPlan.next(order, recorded)) {
                case Next.Ended _ -> {
                    return;
                }
                case Next.Conclude(RecordedStep last) -> write(last, clock.instant(), 0);
                case Next.Leave(int number, StepOutcome outcome) ->
                        write(number, outcome, clock.instant(), 0);
                case Next.Take(int number, Step step) -> {
                    Instant startedAt = clock.instant();
                    long began = System.nanoTime();
                    StepOutcome outcome = take(number, step, deadline, startedAt);
                    write(number, outcome, startedAt, System.nanoTime() - began);
                }
            }
        }
    }

    private StepOutcome take(int number, Step step, long actionDeadline, Instant startedAt)
            throws AbandonedException {
        long began = System.nanoTime();
        long left = Math.min(step.limit(order.limit()).toNanos(), actionDeadline - began);
        String told = "";
        for (int attempt = 1; ; attempt++) {
            if (interruption.isOvertaken()) {
                return new StepOutcome.Superseded("a newer order of this rollout exists");
            }
            StepOutcome outcome = attempts.at(step);
            if (!(outcome instanceof StepOutcome.Unreachable(String why))) {
                return outcome;
            }
            long took = System.nanoTime() - began;
            if (took >= left) {
                return new StepOutcome.Unreachable(
                        why + " (%d attempts in %d ms)".formatted(attempt, took / 1_000_000));
            }
            // People must not have to wait for the limit to learn what stands in the way.
            if (step.isDeciding() && told.isEmpty() && attempt > 1) {
                told = why;
                write(
                        new RecordedStep(
                                number, new StepOutcome.Unreachable("trying again: " + why), false),
                        startedAt,
                        took);
            }
            Duration pause = patience.after(attempt);
            interruption.await(
                    pause.toNanos() < left - took ? pause : Duration.ofNanos(left - took));
        }
    }

    private void write(int number, StepOutcome outcome, Instant startedAt, long tookNanos)
            throws AbandonedException {
        for (RecordedStep step : ActionPlan.records(order, recorded, number, outcome)) {
            write(step, startedAt, tookNanos);
        }
    }

    private void write(RecordedStep step, Instant startedAt, long tookNanos)
            throws AbandonedException {
        recorder.record(order, step, startedAt, Duration.ofNanos(tookNanos));
        recorded.add(step);
    }
}
