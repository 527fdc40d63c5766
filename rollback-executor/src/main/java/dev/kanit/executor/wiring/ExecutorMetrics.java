package dev.kanit.executor.wiring;

import dev.kanit.executor.log.ExecutorCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** The executor's counters as metrics. */
@Singleton
@Requires(beans = RunningExecutor.class)
final class ExecutorMetrics implements MeterBinder {

    private final RunningExecutor executor;

    ExecutorMetrics(RunningExecutor executor) {
        this.executor = executor;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bind(registry, "kanit_action_steps", "recorded", ExecutorCounters::steps);
        bind(registry, "kanit_actions", "succeeded", ExecutorCounters::succeeded);
        bind(registry, "kanit_actions", "failed", ExecutorCounters::failed);
        bind(registry, "kanit_actions", "superseded", ExecutorCounters::superseded);
        bind(registry, "kanit_executor_dead_letters", "buried", ExecutorCounters::deadLetters);
    }

    private void bind(
            MeterRegistry registry,
            String name,
            String outcome,
            ToDoubleFunction<ExecutorCounters> count) {
        FunctionCounter _ =
                FunctionCounter.builder(name, executor.counters(), count)
                        .tag("outcome", outcome)
                        .register(registry);
    }
}
