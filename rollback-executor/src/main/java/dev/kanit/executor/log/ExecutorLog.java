package dev.kanit.executor.log;

import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.run.Patience;
import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/** The executor at work: one thread that follows decisions, and one per running action. */
public final class ExecutorLog implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final ExecutorCounters counters = new ExecutorCounters();
    private final Producer<String, byte[]> producer;
    private final Warmup warmup;
    private final DecisionFollower follower;
    private final Thread thread;

    private ExecutorLog(
            LogClients clients,
            SchemaRegistryClient registry,
            Actuators actuators,
            Patience patience,
            InstantSource clock,
            String executor,
            boolean isWarmingUp) {
        LateCodec<ActionOutcome> outcomes = new LateCodec<>(ActionOutcome.class, registry);
        this.producer = clients.producer();
        this.warmup =
                new Warmup(
                        actuators,
                        new ImaginaryKind(),
                        new OutcomePublisher(
                                producer,
                                new LateCodec<>(ActionOutcome.class, registry),
                                executor,
                                new ExecutorCounters()),
                        patience,
                        clock,
                        Warmup.WITHIN);
        LateCodec<RolloutDecision> warming = new LateCodec<>(RolloutDecision.class, registry);
        this.follower =
                new DecisionFollower(
                        clients,
                        new LateCodec<>(RolloutDecision.class, registry),
                        new RecordedActions(outcomes, clock),
                        new OutcomePublisher(producer, outcomes, executor, counters),
                        new WrittenDeadLetters(producer, counters),
                        actuators,
                        patience,
                        clock,
                        isWarmingUp ? () -> warmup.run(warming::get) : () -> {});
        this.thread = Thread.ofPlatform().name("rollback-executor").unstarted(follower);
    }

    /**
     * Starts following; waits for a registry that does not answer yet.
     *
     * @param clientSettings of Kafka: bootstrap servers, security
     * @param executor name of this process on the records
     * @param isWarmingUp whether it gets ready for the first order before it follows
     */
    public static ExecutorLog start(
            Map<String, Object> clientSettings,
            SchemaRegistryClient registry,
            Actuators actuators,
            Patience patience,
            InstantSource clock,
            String executor,
            boolean isWarmingUp) {
        ExecutorLog log =
                new ExecutorLog(
                        new LogClients(clientSettings),
                        registry,
                        actuators,
                        patience,
                        clock,
                        executor,
                        isWarmingUp);
        log.thread.start();
        return log;
    }

    public FollowerHealth health() {
        return follower.health();
    }

    public ExecutorCounters counters() {
        return counters;
    }

    /** Leaves running actions as they stand; the next executor goes on from their last record. */
    @Override
    public void close() {
        follower.close();
        warmup.close();
        try {
            thread.join(CLOSE_WITHIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ZERO);
    }
}
