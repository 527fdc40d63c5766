package dev.kanit.evaluator.streams;

import dev.kanit.evaluator.topology.EvaluatorTopology;
import dev.kanit.evaluator.topology.RunningBuild;
import dev.kanit.schemas.SchemaRegistryClient;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running evaluator. Several instances share the rollouts by partition. */
public final class StageEvaluator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StageEvaluator.class);
    private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final KafkaStreams streams;
    private final SchemaRegistryClient registry;
    private final CountDownLatch running = new CountDownLatch(1);
    private final AtomicReference<Trouble> trouble = new AtomicReference<>(Trouble.NONE);

    private StageEvaluator(EvaluatorSettings settings) {
        this.registry = new SchemaRegistryClient(settings.registry(), REGISTRY_TIMEOUT);
        Properties properties = StreamsProperties.of(settings);
        this.streams =
                new KafkaStreams(
                        EvaluatorTopology.build(
                                new StreamsConfig(properties), registry, RunningBuild.identity()),
                        properties);
        streams.setUncaughtExceptionHandler(
                failure -> {
                    // Nothing is skipped: the thread starts over from the last commit.
                    LOG.error(
                            "evaluator thread failed, starting over: reason={}", failure, failure);
                    trouble.set(Trouble.of(failure));
                    // Without a pause, what is away for a minute would be asked a thousand times.
                    LockSupport.parkNanos(PAUSE.toNanos());
                    return StreamThreadExceptionResponse.REPLACE_THREAD;
                });
        streams.setStateListener(
                (now, before) -> {
                    LOG.info("evaluator state: from={} to={}", before, now);
                    if (now == State.RUNNING) {
                        running.countDown();
                    }
                });
    }

    /**
     * Starts an evaluator; returns before it has its first rollouts. It waits for whatever is away:
     * the cluster, the registry, the schemas.
     */
    public static StageEvaluator start(EvaluatorSettings settings) {
        StageEvaluator evaluator = new StageEvaluator(settings);
        evaluator.streams.start();
        return evaluator;
    }

    /** Waits until partitions are assigned and restored; false when that takes longer. */
    public boolean awaitRunning(Duration atMost) throws InterruptedException {
        return running.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it decides now; false while partitions move or the cluster is away. */
    public boolean isRunning() {
        return streams.state() == State.RUNNING;
    }

    /** What stopped a thread within the last seconds; empty when nothing did. */
    public Optional<String> trouble() {
        return trouble.get().recent();
    }

    /** The instance itself, for interactive queries and metrics. */
    public KafkaStreams streams() {
        return streams;
    }

    @Override
    public void close() {
        streams.close(CLOSE_TIMEOUT);
        registry.close();
    }
}
