package dev.kanit.executor.log;

import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.run.ActionDesk;
import dev.kanit.executor.run.Patience;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before an executor follows its first decision, it rolls an imaginary target back a few hundred
 * times: a JVM that has just started would else load and compile its code while users wait for the
 * first rollback. Nothing is written to the log and no target is touched. What fails is told and
 * changes nothing.
 *
 * <p>Nobody waits longer than its limit. After that, and when it is closed, its threads are
 * interrupted, and it looks between its steps whether it is over. Only a call that cannot be
 * interrupted, such as the look-up of a name, ends later, beside the orders.
 */
final class Warmup implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Warmup.class);

    /** The usual limit: longer than this no order waits for it. */
    static final Duration WITHIN = Duration.ofSeconds(2);

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);
    private static final long PAUSE_NANOS = 1_000_000;
    private static final int CROWDS = 4;
    private static final int CROWD = 100;

    /** Imaginary rollbacks in all. */
    static final int ROLLBACKS = CROWDS * CROWD;

    private final Actuators actuators;
    private final ActuatorKind imaginary;
    private final OutcomePublisher publisher;
    private final Patience patience;
    private final InstantSource clock;
    private final Duration within;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().daemon().name("warm-up-", 0).factory());

    /**
     * @param actuators prepared
     * @param imaginary rolled back
     * @param publisher of its own, by which nothing is sent
     * @param within how long it takes at most
     */
    Warmup(
            Actuators actuators,
            ActuatorKind imaginary,
            OutcomePublisher publisher,
            Patience patience,
            InstantSource clock,
            Duration within) {
        this.actuators = actuators;
        this.imaginary = imaginary;
        this.publisher = publisher;
        this.patience = patience;
        this.clock = clock;
        this.within = within;
    }

    /**
     * Warms up, once; does nothing when it is closed already.
     *
     * @param codec of its own, since it is not shared between threads
     */
    void run(Supplier<RecordCodec<RolloutDecision>> codec) {
        long began = System.nanoTime();
        try {
            List<Future<Object>> parts =
                    threads.invokeAll(
                            List.of(
                                    Executors.callable(() -> roll(codec.get())),
                                    Executors.callable(actuators::prepare),
                                    Executors.callable(publisher::prepare)),
                            within.toNanos(),
                            TimeUnit.NANOSECONDS);
            if (!threads.isShutdown()) {
                parts.forEach(this::tell);
            }
            LOG.atInfo().log("warmed up for {} ms", (System.nanoTime() - began) / 1_000_000);
        } catch (RejectedExecutionException _) {
            LOG.atDebug().log("closed before it was warm");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Ends it; returns when its threads have ended, or after {@link #CLOSE_WITHIN}. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE_WITHIN.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.atWarn().log("a warm-up has not ended within {}", CLOSE_WITHIN);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Future<Object> part) {
        switch (part.state()) {
            case FAILED -> LOG.atWarn().setCause(part.exceptionNow()).log("could not warm up");
            case CANCELLED -> LOG.atInfo().log("not warm after {}; going on", within);
            case SUCCESS, RUNNING -> {}
        }
    }

    private boolean isOver() {
        return threads.isShutdown() || Thread.currentThread().isInterrupted();
    }

    private void roll(RecordCodec<RolloutDecision> codec) {
        for (int crowd = 0; crowd < CROWDS && !isOver(); crowd++) {
            ActionDesk desk =
                    new ActionDesk(
                            Actuators.of(imaginary),
                            publisher.unsent(),
                            patience,
                            clock,
                            crash -> LOG.atWarn().setCause(crash).log("could not warm up"));
            PartitionWork work =
                    new PartitionWork(desk, Warmup::discard, new CompletableFuture<>());
            work.take(orders(codec), codec);
            while (work.offsets().count() > 0 && !isOver()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            work.abandon();
        }
    }

    private List<ConsumerRecord<String, byte[]>> orders(RecordCodec<RolloutDecision> codec) {
        List<ConsumerRecord<String, byte[]>> orders = new ArrayList<>();
        for (int number = 0; number < CROWD; number++) {
            String rollout = "warm-up-" + number;
            byte[] order = codec.encode(WarmupOrders.rollBack(rollout, imaginary.name()));
            orders.add(new ConsumerRecord<>(TopicCatalogue.DECISIONS, 0, number, rollout, order));
        }
        return orders;
    }

    /** An order that nobody gave is no letter to anybody. */
    private static void discard(
            ConsumerRecord<String, byte[]> order, String reason, String detail) {
        LOG.atWarn()
                .addKeyValue("rolloutId", order.key())
                .addKeyValue("reason", reason)
                .log("could not warm up: {}", detail);
    }
}
