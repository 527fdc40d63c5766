package dev.kanit.evaluator.wiring;

import dev.kanit.evaluator.streams.StageEvaluator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;

/** What the evaluator tells Prometheus: its own gauge, and Kafka Streams' meters. */
@Context
@Requires(beans = {StageEvaluator.class, MeterRegistry.class})
final class EvaluatorMeters implements AutoCloseable {

    private final KafkaStreamsMetrics streams;

    EvaluatorMeters(StageEvaluator evaluator, MeterRegistry registry) {
        this.streams = new KafkaStreamsMetrics(evaluator.streams());
        streams.bindTo(registry);
        registry.gauge("kanit.evaluator.running", evaluator, one -> one.isRunning() ? 1 : 0);
    }

    @Override
    public void close() {
        streams.close();
    }
}
