package dev.kanit.archiver.wiring;

import dev.kanit.archiver.intake.IntakeCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** The archiver's counters as metrics. */
@Singleton
@Requires(beans = RunningArchiver.class)
final class ArchiverMetrics implements MeterBinder {

    private final RunningArchiver archiver;

    ArchiverMetrics(RunningArchiver archiver) {
        this.archiver = archiver;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bind(registry, "kanit_archive_records", IntakeCounters::records);
        bind(registry, "kanit_archive_bytes", IntakeCounters::bytes);
        bind(registry, "kanit_archive_gaps", IntakeCounters::gaps);
        bind(registry, "kanit_archive_checkpoints", IntakeCounters::checkpoints);
        Gauge _ =
                Gauge.builder("kanit_archive_unsigned_seconds", archiver, ArchiverMetrics::age)
                        .description("age of the oldest record that no signed checkpoint covers")
                        .strongReference(true)
                        .register(registry);
    }

    private static double age(RunningArchiver archiver) {
        return archiver.unsignedAge().toMillis() / 1000.0;
    }

    private void bind(MeterRegistry registry, String name, ToDoubleFunction<IntakeCounters> count) {
        FunctionCounter _ =
                FunctionCounter.builder(name, archiver.counters(), count).register(registry);
    }
}
