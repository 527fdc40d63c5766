package dev.kanit.executor.wiring;

import dev.kanit.executor.log.ExecutorCounters;
import dev.kanit.executor.outbox.DeliveryCounters;
import dev.kanit.wire.DeliveryOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Locale;
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
        for (DeliveryOutcome outcome : DeliveryOutcome.values()) {
            String told = outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
            deliveries(registry, "kanit_deliveries", told, counters -> counters.count(outcome));
        }
        deliveries(registry, "kanit_deliveries_late", "late", DeliveryCounters::lateCount);
        deliveries(registry, "kanit_deliveries_untold", "untold", DeliveryCounters::untoldCount);
    }

    private void deliveries(
            MeterRegistry registry,
            String name,
            String outcome,
            ToDoubleFunction<DeliveryCounters> count) {
        FunctionCounter _ =
                FunctionCounter.builder(name, executor.deliveries(), count)
                        .tag("outcome", outcome)
                        .register(registry);
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
