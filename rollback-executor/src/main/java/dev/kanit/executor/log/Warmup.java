package dev.kanit.executor.log;

import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import dev.kanit.executor.run.ActionDesk;
import dev.kanit.executor.run.Patience;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before an executor follows its first decision, it rolls an imaginary target back a few hundred
 * times: a JVM that has just started would else load and compile its code while users wait for the
 * first rollback. Nothing is written to the log and no target is touched. It takes {@link #WITHIN}
 * at most; what fails is told and changes nothing.
 */
final class Warmup {

    private static final Logger LOG = LoggerFactory.getLogger(Warmup.class);

    /** Longer than this no order waits for it; it may then end beside the first orders. */
    static final Duration WITHIN = Duration.ofSeconds(5);

    private static final long PAUSE_NANOS = 1_000_000;
    private static final int CROWDS = 4;
    private static final int CROWD = 100;

    private final Actuators actuators;
    private final OutcomePublisher publisher;
    private final DeadLetters deadLetters;
    private final Patience patience;
    private final InstantSource clock;

    /**
     * @param publisher of its own, by which nothing is sent
     */
    Warmup(
            Actuators actuators,
            OutcomePublisher publisher,
            DeadLetters deadLetters,
            Patience patience,
            InstantSource clock) {
        this.actuators = actuators;
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Warms up.
     *
     * @param codec of its own, since it is not shared between threads
     */
    void run(Supplier<RecordCodec<RolloutDecision>> codec) {
        long began = System.nanoTime();
        CompletableFuture<Void> actions = begin(() -> roll(codec.get()));
        CompletableFuture<Void> targets = begin(actuators::prepare);
        CompletableFuture<Void> topic = begin(publisher::prepare);
        try {
            CompletableFuture.allOf(actions, targets, topic)
                    .get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            LOG.atInfo().log("still warming up after {}; going on", WITHIN);
        } catch (ExecutionException failed) {
            LOG.atWarn().setCause(failed.getCause()).log("could not warm up; going on");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        LOG.atInfo().log("warm after {} ms", (System.nanoTime() - began) / 1_000_000);
    }

    private static CompletableFuture<Void> begin(Runnable part) {
        return CompletableFuture.runAsync(
                part, task -> Thread.ofPlatform().daemon().name("warm-up").start(task));
    }

    private void roll(RecordCodec<RolloutDecision> codec) {
        Actuators imaginary = Actuators.of(new ImaginaryKind());
        for (int crowd = 0; crowd < CROWDS; crowd++) {
            List<ConsumerRecord<String, byte[]>> orders = new ArrayList<>();
            for (int number = 0; number < CROWD; number++) {
                String rollout = "warm-up-" + number;
                byte[] order = codec.encode(WarmupOrders.rollBack(rollout, ImaginaryKind.NAME));
                orders.add(
                        new ConsumerRecord<>(TopicCatalogue.DECISIONS, 0, number, rollout, order));
            }
            ActionDesk desk =
                    new ActionDesk(
                            imaginary,
                            publisher.unsent(),
                            patience,
                            clock,
                            crash -> LOG.atWarn().setCause(crash).log("could not warm up"));
            PartitionWork work = new PartitionWork(desk, deadLetters, new CompletableFuture<>());
            work.take(orders, codec);
            long deadline = System.nanoTime() + WITHIN.toNanos();
            while (work.offsets().count() > 0 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            work.abandon();
        }
    }

    /** A target that is there for nobody, and does at once what it is told. */
    private static final class ImaginaryKind implements ActuatorKind {

        static final String NAME = "imaginary";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Opening open(SortedMap<String, String> settings) {
            return new Opening.Opened(new ImaginaryActuator());
        }
    }

    private static final class ImaginaryActuator implements Actuator {

        @Override
        public Observation observe() {
            return new Observation.Seen(
                    new Observed(25, 0, "v1", "v2", true, true, new TreeMap<>(), "1"));
        }

        @Override
        public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
            return new StepOutcome.Applied(step.name());
        }

        @Override
        public StepOutcome look(Step.Look step) {
            return new StepOutcome.Applied(step.name());
        }
    }
}
