package dev.kanit.executor.log;

import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.run.ActionDesk;
import dev.kanit.executor.run.Patience;
import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.RegistryException;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code rollout.decisions}. An offset is committed when every order before it has its end
 * in the log; so a crash brings open orders back, and the recorded steps say where they go on.
 */
final class DecisionFollower implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionFollower.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LogClients clients;
    private final LateCodec<RolloutDecision> decisions;
    private final RecordedActions recordedActions;
    private final OutcomePublisher publisher;
    private final DeadLetters deadLetters;
    private final Actuators actuators;
    private final Patience patience;
    private final InstantSource clock;
    private final Runnable warmUp;

    private final CompletableFuture<FollowerHealth> stopped = new CompletableFuture<>();
    private final Map<TopicPartition, PartitionWork> works = new HashMap<>();
    private volatile FollowerHealth health = new FollowerHealth.Starting();
    private boolean isWarm;

    DecisionFollower(
            LogClients clients,
            LateCodec<RolloutDecision> decisions,
            RecordedActions recordedActions,
            OutcomePublisher publisher,
            DeadLetters deadLetters,
            Actuators actuators,
            Patience patience,
            InstantSource clock,
            Runnable warmUp) {
        this.clients = clients;
        this.decisions = decisions;
        this.recordedActions = recordedActions;
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        this.actuators = actuators;
        this.patience = patience;
        this.clock = clock;
        this.warmUp = warmUp;
    }

    FollowerHealth health() {
        return stopped.getNow(health);
    }

    /** Ends the loop; running actions are left as they stand. */
    void close() {
        stopped.complete(new FollowerHealth.Closed());
    }

    @Override
    public void run() {
        while (!stopped.isDone()) {
            try (Consumer<String, byte[]> consumer = clients.decisions()) {
                try {
                    recordedActions.open();
                    warmUpOnce();
                    follow(consumer, decisions.get());
                } finally {
                    letGo(works.keySet().stream().toList());
                }
            } catch (InterruptException _) {
                stopped.complete(new FollowerHealth.Crashed("interrupted"));
            } catch (KafkaException | RegistryException failed) {
                health = new FollowerHealth.Failing(String.valueOf(failed.getMessage()));
                LOG.atWarn().setCause(failed).log("decisions cannot be followed; trying again");
                pause();
            } catch (RuntimeException | Error crash) {
                crash(crash);
            }
        }
    }

    private void warmUpOnce() {
        if (!isWarm) {
            isWarm = true;
            warmUp.run();
        }
    }

    private void follow(Consumer<String, byte[]> consumer, RecordCodec<RolloutDecision> codec) {
        consumer.subscribe(List.of(TopicCatalogue.DECISIONS), new Assignment(consumer));
        while (!stopped.isDone()) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            for (TopicPartition partition : records.partitions()) {
                work(partition).take(records.records(partition), codec);
            }
            works.forEach((partition, work) -> throttle(consumer, partition, work));
            Map<TopicPartition, OffsetAndMetadata> ended = committable();
            if (!ended.isEmpty() && !isCrashed()) {
                consumer.commitAsync(ended, null);
            }
        }
        if (!isCrashed()) {
            commitNow(consumer);
        }
    }

    private PartitionWork work(TopicPartition partition) {
        PartitionWork work = works.get(partition);
        if (work == null) {
            throw new IllegalStateException(
                    partition + ": records before its assignment (expected: after)");
        }
        return work;
    }

    private static void throttle(
            Consumer<String, byte[]> consumer, TopicPartition partition, PartitionWork work) {
        if (work.offsets().count() >= Limits.MAX_OPEN_ORDERS) {
            consumer.pause(List.of(partition));
        } else {
            consumer.resume(List.of(partition));
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> ended = new HashMap<>();
        works.forEach(
                (partition, work) -> {
                    OptionalLong offset = work.offsets().takeCommittable();
                    offset.ifPresent(at -> ended.put(partition, new OffsetAndMetadata(at)));
                });
        return ended;
    }

    private void commitNow(Consumer<String, byte[]> consumer) {
        Map<TopicPartition, OffsetAndMetadata> ended = committable();
        if (!ended.isEmpty()) {
            consumer.commitSync(ended);
        }
    }

    private boolean isCrashed() {
        return health() instanceof FollowerHealth.Crashed;
    }

    /** What may have happened to the process is unknown, so nothing is written any more. */
    private void crash(Throwable crash) {
        LOG.atError().setCause(crash).log("executor stops");
        stopped.complete(new FollowerHealth.Crashed(crash.toString()));
    }

    private void letGo(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionWork work = works.remove(partition);
            if (work != null) {
                work.abandon();
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

    /** Starts a partition from what the log holds, and leaves it where it stands. */
    private final class Assignment implements ConsumerRebalanceListener {

        private final Consumer<String, byte[]> consumer;

        Assignment(Consumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            try (Consumer<String, byte[]> reader = clients.reader()) {
                for (TopicPartition partition : partitions) {
                    works.put(partition, open(reader, partition));
                }
            }
            health = new FollowerHealth.Following();
        }

        private PartitionWork open(Consumer<String, byte[]> reader, TopicPartition decisions) {
            CompletableFuture<Void> abandoned = new CompletableFuture<>();
            ActionDesk desk =
                    new ActionDesk(
                            actuators,
                            publisher.forPartition(decisions.partition(), abandoned),
                            patience,
                            clock,
                            DecisionFollower.this::crash);
            recordedActions.recall(reader, decisions, consumer.position(decisions), desk);
            return new PartitionWork(desk, deadLetters, abandoned);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!isCrashed()) {
                commitNow(consumer);
            }
            letGo(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            letGo(partitions);
        }
    }
}
