package dev.kanit.executor;

import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.channel.Courier;
import dev.kanit.executor.log.ExecutorCounters;
import dev.kanit.executor.log.ExecutorLog;
import dev.kanit.executor.log.FollowerHealth;
import dev.kanit.executor.outbox.DeliveryCounters;
import dev.kanit.executor.outbox.Outbox;
import dev.kanit.schemas.SchemaRegistryClient;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Performs what decisions order, and records each step. May be killed at any moment, and may run
 * several times over: partitions are shared, actions continue from their last recorded step, and
 * targets refuse orders of an older generation.
 */
public final class RollbackExecutor implements AutoCloseable {

    private final ExecutorLog log;
    private final Optional<Outbox> outbox;

    private RollbackExecutor(ExecutorLog log, Optional<Outbox> outbox) {
        this.log = log;
        this.outbox = outbox;
    }

    /**
     * Starts an executor, which waits for topics, schemas and whoever keeps them.
     *
     * @param registry not closed by the executor
     * @param actuators the kinds that it can steer; not closed by the executor
     */
    public static RollbackExecutor start(
            ExecutorSettings settings, SchemaRegistryClient registry, Actuators actuators) {
        return new RollbackExecutor(log(settings, registry, actuators), Optional.empty());
    }

    /**
     * Starts an executor that tells people of alerts, too.
     *
     * @param registry not closed by the executor
     * @param actuators the kinds that it can steer; not closed by the executor
     * @param courier carries messages to the plans' channels; not closed by the executor
     */
    public static RollbackExecutor start(
            ExecutorSettings settings,
            SchemaRegistryClient registry,
            Actuators actuators,
            Courier courier) {
        ExecutorLog log = log(settings, registry, actuators);
        return new RollbackExecutor(
                log,
                Optional.of(
                        Outbox.start(
                                settings.clientSettings(),
                                registry,
                                courier,
                                InstantSource.system(),
                                settings.name(),
                                log.counters())));
    }

    private static ExecutorLog log(
            ExecutorSettings settings, SchemaRegistryClient registry, Actuators actuators) {
        return ExecutorLog.start(
                settings.clientSettings(),
                registry,
                actuators,
                settings.patience(),
                InstantSource.system(),
                settings.name(),
                settings.warmUp());
    }

    /** How the telling stands; empty when this executor tells nobody. */
    public Optional<FollowerHealth> notificationHealth() {
        return outbox.map(Outbox::health);
    }

    /** What came of deliveries; empty when this executor tells nobody. */
    public Optional<DeliveryCounters> deliveries() {
        return outbox.map(Outbox::counters);
    }

    public FollowerHealth health() {
        return log.health();
    }

    public ExecutorCounters counters() {
        return log.counters();
    }

    @Override
    public void close() {
        outbox.ifPresent(Outbox::close);
        log.close();
    }
}
