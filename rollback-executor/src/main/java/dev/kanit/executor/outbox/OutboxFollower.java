package dev.kanit.executor.outbox;

import dev.kanit.executor.log.DeadLetters;
import dev.kanit.executor.log.FollowerHealth;
import dev.kanit.executor.log.LogClients;
import dev.kanit.executor.notify.Fact;
import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.RegistryException;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code rollout.alerts} and {@code rollout.decisions} for those who are told. An offset is
 * committed when no rollout that is not done with needs a record before it; so whoever takes over
 * reads everything that its state is made of.
 */
final class OutboxFollower implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxFollower.class);
    private static final List<String> TOPICS =
            List.of(TopicCatalogue.DECISIONS, TopicCatalogue.ALERTS);
    private static final String SENSELESS = "SENSELESS_ALERT";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LogClients clients;
    private final LateCodec<RolloutDecision> decisions;
    private final LateCodec<RolloutAlert> alerts;
    private final RecordedDeliveries recorded;
    private final DeadLetters deadLetters;
    private final Carriers carriers;
    private final DeliveryCounters counters;
    private final InstantSource clock;

    private final NoticeReading reading = new NoticeReading();
    private final CompletableFuture<FollowerHealth> stopped;
    private final SortedMap<Integer, PartitionOutbox> outboxes = new TreeMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private volatile FollowerHealth health = new FollowerHealth.Starting();

    OutboxFollower(
            LogClients clients,
            LateCodec<RolloutDecision> decisions,
            LateCodec<RolloutAlert> alerts,
            RecordedDeliveries recorded,
            DeadLetters deadLetters,
            Carriers carriers,
            DeliveryCounters counters,
            InstantSource clock,
            CompletableFuture<FollowerHealth> stopped) {
        this.clients = clients;
        this.decisions = decisions;
        this.alerts = alerts;
        this.recorded = recorded;
        this.deadLetters = deadLetters;
        this.carriers = carriers;
        this.counters = counters;
        this.clock = clock;
        this.stopped = stopped;
    }

    FollowerHealth health() {
        return stopped.getNow(health);
    }

    @Override
    public void run() {
        while (!stopped.isDone()) {
            try (Consumer<String, byte[]> consumer = clients.notices();
                    Consumer<String, byte[]> reader = clients.reader()) {
                try {
                    recorded.open();
                    follow(consumer, reader, decisions.get(), alerts.get());
                } finally {
                    letGo(List.copyOf(outboxes.keySet()));
                }
            } catch (InterruptException _) {
                stopped.complete(new FollowerHealth.Crashed("interrupted"));
            } catch (KafkaException | RegistryException failed) {
                health = new FollowerHealth.Failing(String.valueOf(failed.getMessage()));
                LOG.atWarn().setCause(failed).log("alerts cannot be followed; trying again");
                pause();
            } catch (RuntimeException | Error crash) {
                LOG.atError().setCause(crash).log("nobody is told any more");
                stopped.complete(new FollowerHealth.Crashed(crash.toString()));
            }
        }
    }

    private void follow(
            Consumer<String, byte[]> consumer,
            Consumer<String, byte[]> reader,
            RecordCodec<RolloutDecision> decisionCodec,
            RecordCodec<RolloutAlert> alertCodec) {
        committed.clear();
        consumer.subscribe(TOPICS, new Assignment(consumer));
        while (!stopped.isDone()) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<String, byte[]> record : records) {
                take(record, decisionCodec, alertCodec);
            }
            for (TopicPartition partition : consumer.assignment()) {
                outbox(partition).readUpTo(partition.topic(), consumer.position(partition));
            }
            Instant now = clock.instant();
            for (PartitionOutbox outbox : outboxes.values()) {
                if (outbox.isReadyToRecall()) {
                    // What this process told before it lost the partition may still be on its way
                    // to the log: unseen, it would be told again.
                    carriers.settle();
                    recorded.recall(reader, outbox);
                }
                outbox.advance(now);
                outbox.takeForgotten().forEach(this::sayForgotten);
            }
            Map<TopicPartition, OffsetAndMetadata> done = committable();
            if (!done.isEmpty()) {
                consumer.commitAsync(done, null);
            }
        }
        consumer.commitSync(committable());
    }

    private void take(
            ConsumerRecord<String, byte[]> record,
            RecordCodec<RolloutDecision> decisionCodec,
            RecordCodec<RolloutAlert> alertCodec) {
        PartitionOutbox outbox = outbox(new TopicPartition(record.topic(), record.partition()));
        boolean isAlert = record.topic().equals(TopicCatalogue.ALERTS);
        try {
            if (record.value() == null) {
                throw new MalformedRecordException(
                        MalformedRecordException.Reason.TRUNCATED, "value: none (expected: bytes)");
            }
            List<Fact> facts =
                    isAlert
                            ? List.of(reading.of(alertCodec.decode(record.value())))
                            : reading.of(decisionCodec.decode(record.value()));
            outbox.take(
                    record.topic(),
                    record.offset(),
                    Instant.ofEpochMilli(record.timestamp()),
                    facts);
        } catch (MalformedRecordException malformed) {
            unreadable(record, isAlert, malformed.reason().name(), malformed.getMessage());
        } catch (IllegalArgumentException senseless) {
            unreadable(record, isAlert, SENSELESS, senseless.getMessage());
        }
    }

    /** Whoever carries decisions out buries those that cannot be read. */
    private void unreadable(
            ConsumerRecord<String, byte[]> record,
            boolean isAlert,
            String reason,
            @org.jspecify.annotations.Nullable String detail) {
        if (isAlert) {
            deadLetters.bury(record, reason, String.valueOf(detail));
        }
    }

    private PartitionOutbox outbox(TopicPartition partition) {
        PartitionOutbox outbox = outboxes.get(partition.partition());
        if (outbox == null) {
            throw new IllegalStateException(
                    partition + ": records before its assignment (expected: after)");
        }
        return outbox;
    }

    private void sayForgotten(String what) {
        counters.untold();
        LOG.atError().addKeyValue("reason", what).log("somebody may not be told");
    }

    private Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        for (PartitionOutbox outbox : outboxes.values()) {
            outbox.committable()
                    .forEach(
                            (topic, offset) -> {
                                TopicPartition partition =
                                        new TopicPartition(topic, outbox.partition());
                                Long before = committed.put(partition, offset);
                                if (before == null || before < offset) {
                                    done.put(partition, new OffsetAndMetadata(offset));
                                }
                            });
        }
        return done;
    }

    private void letGo(Collection<Integer> partitions) {
        for (Integer partition : partitions) {
            PartitionOutbox outbox = outboxes.remove(partition);
            if (outbox != null) {
                outbox.abandon();
            }
        }
    }

    private void pause() {
        try {
            FollowerHealth _ = stopped.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // The usual end of a pause.
        } catch (InterruptedException _) {
            stopped.complete(new FollowerHealth.Crashed("interrupted"));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("the future does not fail", impossible);
        }
    }

    /** Both topics of a partition number come and go together. */
    private final class Assignment implements ConsumerRebalanceListener {

        private final Consumer<String, byte[]> consumer;

        Assignment(Consumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            SortedMap<Integer, Map<String, Long>> from = new TreeMap<>();
            SortedMap<Integer, Map<String, Long>> to = new TreeMap<>();
            for (TopicPartition one : partitions) {
                from.computeIfAbsent(one.partition(), _ -> new HashMap<>())
                        .put(one.topic(), consumer.position(one));
                to.computeIfAbsent(one.partition(), _ -> new HashMap<>())
                        .put(one.topic(), ends.getOrDefault(one, 0L));
            }
            from.forEach(
                    (partition, topics) ->
                            outboxes.put(
                                    partition,
                                    new PartitionOutbox(
                                            partition,
                                            carriers,
                                            topics,
                                            to.getOrDefault(partition, Map.of()))));
            health = new FollowerHealth.Following();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            consumer.commitSync(committable());
            letGo(partitions.stream().map(TopicPartition::partition).toList());
            partitions.forEach(committed::remove);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            letGo(partitions.stream().map(TopicPartition::partition).toList());
            partitions.forEach(committed::remove);
        }
    }
}
