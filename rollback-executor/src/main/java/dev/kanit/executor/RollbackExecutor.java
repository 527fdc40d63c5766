package dev.kanit.executor;

import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.log.ExecutorCounters;
import dev.kanit.executor.log.ExecutorLog;
import dev.kanit.executor.log.FollowerHealth;
import dev.kanit.schemas.SchemaRegistryClient;
import java.time.InstantSource;

/**
 * Performs what decisions order, and records each step. May be killed at any moment, and may run
 * several times over: partitions are shared, actions continue from their last recorded step, and
 * targets refuse orders of an older generation.
 */
public final class RollbackExecutor implements AutoCloseable {

    private final ExecutorLog log;

    private RollbackExecutor(ExecutorLog log) {
        this.log = log;
    }

    /**
     * Starts an executor, which waits for topics, schemas and whoever keeps them.
     *
     * @param registry not closed by the executor
     * @param actuators the kinds that it can steer; not closed by the executor
     */
    public static RollbackExecutor start(
            ExecutorSettings settings, SchemaRegistryClient registry, Actuators actuators) {
        return new RollbackExecutor(
                ExecutorLog.start(
                        settings.clientSettings(),
                        registry,
                        actuators,
                        settings.patience(),
                        InstantSource.system(),
                        settings.name()));
    }

    public FollowerHealth health() {
        return log.health();
    }

    public ExecutorCounters counters() {
        return log.counters();
    }

    @Override
    public void close() {
        log.close();
    }
}
