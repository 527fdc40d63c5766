package dev.kanit.executor.outbox;

import dev.kanit.codec.plan.NotificationChannel;
import dev.kanit.executor.channel.Courier;
import dev.kanit.executor.notify.AttemptResult;
import dev.kanit.executor.notify.Delivery;
import dev.kanit.executor.notify.Effect;
import dev.kanit.executor.notify.Fact;
import dev.kanit.executor.notify.Retries;
import dev.kanit.executor.run.AbandonedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries effects out, each on a thread of its own: a receiver that is slow keeps its own messages
 * waiting and nobody else's.
 */
final class Carriers implements Carrier, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Carriers.class);

    /** Messages on their way to one receiver. */
    private static final int MAX_TO_ONE = 8;

    /** Messages on their way to anybody. */
    private static final int MAX_IN_ALL = 256;

    /** Receivers that are told apart; the rest share one lane. */
    private static final int MAX_RECEIVERS = 1_000;

    private final Courier courier;
    private final DeliveryPublisher publisher;
    private final DeliveryCounters counters;
    private final InstantSource clock;
    private final String executor;
    private final Consumer<Throwable> crash;
    private final Semaphore all = new Semaphore(MAX_IN_ALL);
    private final Map<String, Semaphore> lanes = new ConcurrentHashMap<>();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("notice-carrier-", 0).factory());

    Carriers(
            Courier courier,
            DeliveryPublisher publisher,
            DeliveryCounters counters,
            InstantSource clock,
            String executor,
            Consumer<Throwable> crash) {
        this.courier = courier;
        this.publisher = publisher;
        this.counters = counters;
        this.clock = clock;
        this.executor = executor;
        this.crash = crash;
    }

    /** Returns when each result that was being recorded is in the log or given up. */
    void settle() {
        publisher.settle();
    }

    @Override
    public boolean begin(
            int partition,
            Effect effect,
            CompletableFuture<Void> abandoned,
            Consumer<Fact.AttemptEnded> ended) {
        Semaphore lane = lane(effect.delivery().channel());
        if (!lane.tryAcquire()) {
            return false;
        }
        if (!all.tryAcquire()) {
            lane.release();
            return false;
        }
        threads.execute(
                () -> {
                    try {
                        carry(partition, effect, abandoned, ended);
                    } catch (AbandonedException _) {
                        // Another executor has the partition, and repeats what is not recorded.
                    } catch (RuntimeException | Error failed) {
                        crash.accept(failed);
                    } finally {
                        all.release();
                        lane.release();
                    }
                });
        return true;
    }

    private void carry(
            int partition,
            Effect effect,
            CompletableFuture<Void> abandoned,
            Consumer<Fact.AttemptEnded> tell)
            throws AbandonedException {
        Delivery delivery = effect.delivery();
        Instant startedAt = clock.instant();
        long began = System.nanoTime();
        String detail;
        Fact.AttemptEnded ended;
        switch (effect) {
            case Effect.Attempt(_, int number) -> {
                AttemptResult result = deliver(delivery);
                Instant endedAt = clock.instant();
                ended = Retries.after(delivery, number, result, endedAt);
                detail = result.detail() + lateness(delivery, endedAt);
            }
            case Effect.Settle settle -> {
                // The attempt that was not made.
                ended =
                        new Fact.AttemptEnded(
                                delivery.key(),
                                settle.attempts() + 1,
                                settle.standing(),
                                java.util.Optional.empty());
                detail = settle.why();
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        publisher.publish(
                partition,
                DeliveryRecords.toWire(delivery, ended, startedAt, took, detail, executor),
                abandoned);
        LOG.atInfo()
                .addKeyValue("rolloutId", delivery.key().rolloutId())
                .addKeyValue("verdict", ended.standing())
                .addKeyValue("reason", detail)
                .log("delivery to {} recorded", delivery.key().channel());
        tell.accept(ended);
    }

    private AttemptResult deliver(Delivery delivery) {
        try {
            return courier.deliver(delivery);
        } catch (RuntimeException failed) {
            // A channel's mistake must not cost the others their messages.
            LOG.atError()
                    .addKeyValue("rolloutId", delivery.key().rolloutId())
                    .setCause(failed)
                    .log("channel {} failed", delivery.key().channel());
            return new AttemptResult.Later(failed.getClass().getSimpleName());
        }
    }

    private String lateness(Delivery delivery, Instant endedAt) {
        if (delivery.within().isEmpty()
                || !endedAt.isAfter(delivery.dueAt().plus(delivery.within().get()))) {
            return "";
        }
        counters.late();
        return "; later than the " + delivery.within().get().toSeconds() + " s of the plan";
    }

    private Semaphore lane(NotificationChannel channel) {
        String receiver = channel.kind() + " " + address(channel);
        String known = lanes.containsKey(receiver) || lanes.size() < MAX_RECEIVERS ? receiver : "";
        return lanes.computeIfAbsent(known, _ -> new Semaphore(MAX_TO_ONE));
    }

    private static String address(NotificationChannel channel) {
        return switch (channel) {
            case NotificationChannel.Slack slack -> slack.url().spelled();
            case NotificationChannel.PagerDuty pager -> pager.key().spelled();
            case NotificationChannel.Alertmanager manager -> manager.url().spelled();
            case NotificationChannel.Webhook webhook -> webhook.url().spelled();
            case NotificationChannel.Email email -> email.smtp().spelled();
            case NotificationChannel.StatusPage page -> page.url().spelled();
        };
    }

    /** Leaves what is on its way; it is repeated unless it was recorded. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
