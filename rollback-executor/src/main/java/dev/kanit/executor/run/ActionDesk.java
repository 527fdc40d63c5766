package dev.kanit.executor.run;

import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.ActuatorKind.Opening;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Order;
import dev.kanit.executor.plan.RecordedStep;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes the orders of one partition and sees to it that each is carried out once: orders of one
 * rollout one after another, a newer one ending the older; different rollouts side by side.
 * Thread-safe.
 */
public final class ActionDesk {

    private final Actuators actuators;
    private final Recorder recorder;
    private final Patience patience;
    private final InstantSource clock;
    private final Consumer<Throwable> onCrash;
    private final Map<String, Lane> lanes = new HashMap<>();
    private boolean abandoned;

    /**
     * @param onCrash told of what no action can be continued after; nothing is recorded then
     */
    public ActionDesk(
            Actuators actuators,
            Recorder recorder,
            Patience patience,
            InstantSource clock,
            Consumer<Throwable> onCrash) {
        this.actuators = actuators;
        this.recorder = recorder;
        this.patience = patience;
        this.clock = clock;
        this.onCrash = onCrash;
    }

    /** Learns from the log what was done before. To be called before the first order is taken. */
    public synchronized void recall(String rolloutId, Fence fence, RecordedStep step) {
        lane(rolloutId).history.record(fence.generation(), step);
    }

    /** A decision of this generation exists; running actions of lower ones end as superseded. */
    public synchronized void note(String rolloutId, long generation) {
        lane(rolloutId).note(generation);
    }

    /**
     * Queues an order. One whose end is in the log already is only reported done.
     *
     * @param done called once, from another thread or this one, when the action's end is in the log
     */
    public synchronized void take(Order order, Runnable done) {
        if (abandoned) {
            return;
        }
        Lane lane = lane(order.rolloutId());
        lane.note(order.fence().generation());
        lane.waiting.add(new Lane.Job(order, done));
        if (lane.running.isEmpty()) {
            startNext(lane);
        }
    }

    /** Lets go of every action as it stands; the log tells the next owner where to go on. */
    public synchronized void abandon() {
        abandoned = true;
        for (Lane lane : lanes.values()) {
            lane.waiting.clear();
            lane.running.ifPresent(run -> run.interruption().abandon());
        }
    }

    private Lane lane(String rolloutId) {
        return lanes.computeIfAbsent(rolloutId, _ -> new Lane());
    }

    private void startNext(Lane lane) {
        lane.running = Optional.empty();
        Lane.Job job = lane.waiting.poll();
        while (job != null && lane.history.isFinished(job.order().fence().generation())) {
            job.done().run();
            job = lane.waiting.poll();
        }
        if (job == null || abandoned) {
            return;
        }
        Lane.Job next = job;
        Interruption interruption = new Interruption();
        long generation = next.order().fence().generation();
        if (generation < lane.history.highest()) {
            interruption.overtake();
        }
        lane.running = Optional.of(new Lane.Running(next.order(), interruption));
        List<RecordedStep> recorded = lane.history.stepsOf(generation);
        Thread.ofVirtual()
                .name("action " + next.order().fence().actionId())
                .start(() -> perform(lane, next, recorded, interruption));
    }

    private void perform(
            Lane lane, Lane.Job job, List<RecordedStep> recorded, Interruption interruption) {
        try {
            new ActionRun(
                            job.order(),
                            recorded,
                            actuatorFor(job.order()),
                            remembering(lane),
                            patience,
                            clock,
                            interruption)
                    .perform();
        } catch (AbandonedException _) {
            return;
        } catch (RuntimeException | Error crash) {
            onCrash.accept(crash);
            return;
        }
        job.done().run();
        synchronized (this) {
            startNext(lane);
        }
    }

    private Recorder remembering(Lane lane) {
        return (order, step, startedAt, took) -> {
            recorder.record(order, step, startedAt, took);
            synchronized (this) {
                lane.history.record(order.fence().generation(), step);
            }
        };
    }

    private Actuator actuatorFor(Order order) {
        return switch (actuators.open(order.actuator(), order.actuatorSettings())) {
            case Opening.Opened(Actuator actuator) -> actuator;
            case Opening.Unusable(String why) -> new RefusingActuator(why);
        };
    }
}
