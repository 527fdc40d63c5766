package dev.kanit.evaluator.wiring;

import dev.kanit.evaluator.api.Refusals;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;

/** What the API tells Prometheus of those it turned away. */
@Context
@Requires(beans = {Refusals.class, MeterRegistry.class})
final class ApiMeters {

    ApiMeters(Refusals refusals, MeterRegistry registry) {
        FunctionCounter.builder("kanit.api.unauthorized", refusals, Refusals::strangers)
                .register(registry);
        FunctionCounter.builder("kanit.api.forbidden", refusals, Refusals::wrongRoles)
                .register(registry);
    }
}
