package dev.kanit.executor.outbox;

import dev.kanit.executor.channel.Courier;
import dev.kanit.executor.log.ExecutorCounters;
import dev.kanit.executor.log.FollowerHealth;
import dev.kanit.executor.log.LogClients;
import dev.kanit.executor.log.WrittenDeadLetters;
import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.wire.AlertDelivery;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;

/**
 * Tells people, beside whoever rolls back: it has its own threads, consumer and producer, so that
 * neither waits for the other.
 */
public final class Outbox implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final CompletableFuture<FollowerHealth> stopped = new CompletableFuture<>();
    private final DeliveryCounters counters = new DeliveryCounters();
    private final Producer<String, byte[]> producer;
    private final Carriers carriers;
    private final OutboxFollower follower;
    private final Thread thread;

    private Outbox(
            LogClients clients,
            SchemaRegistryClient registry,
            Courier courier,
            InstantSource clock,
            String executor,
            ExecutorCounters executorCounters) {
        LateCodec<AlertDelivery> deliveries = new LateCodec<>(AlertDelivery.class, registry);
        producer = clients.producer();
        carriers =
                new Carriers(
                        courier,
                        new DeliveryPublisher(producer, deliveries, executor, counters),
                        counters,
                        clock,
                        executor,
                        failed -> stopped.complete(new FollowerHealth.Crashed(failed.toString())));
        follower =
                new OutboxFollower(
                        clients,
                        new LateCodec<>(RolloutDecision.class, registry),
                        new LateCodec<>(RolloutAlert.class, registry),
                        new RecordedDeliveries(deliveries),
                        new WrittenDeadLetters(producer, executorCounters),
                        carriers,
                        counters,
                        clock,
                        stopped);
        thread = Thread.ofPlatform().name("rollback-executor-notices").unstarted(follower);
    }

    /**
     * Starts following; waits for a registry that does not answer yet.
     *
     * @param clientSettings of Kafka: bootstrap servers, security
     * @param courier not closed by the outbox
     * @param executor name of this process on the records
     * @param counters of this process
     */
    public static Outbox start(
            Map<String, Object> clientSettings,
            SchemaRegistryClient registry,
            Courier courier,
            InstantSource clock,
            String executor,
            ExecutorCounters counters) {
        Outbox outbox =
                new Outbox(
                        new LogClients(clientSettings),
                        registry,
                        courier,
                        clock,
                        executor,
                        counters);
        outbox.thread.start();
        return outbox;
    }

    public FollowerHealth health() {
        return follower.health();
    }

    public DeliveryCounters counters() {
        return counters;
    }

    /** What is on its way is left; it is repeated unless it was recorded. */
    @Override
    public void close() {
        stopped.complete(new FollowerHealth.Closed());
        try {
            thread.join(CLOSE_WITHIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        carriers.close();
        producer.close(Duration.ZERO);
    }
}
