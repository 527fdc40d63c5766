package dev.kanit.collector.follow;

import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.RegistryException;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the decisions of its partitions from the beginning, and begins and ends work by them. No
 * offset is ever committed: the log itself is what is remembered.
 */
public final class DecisionFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionFollower.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final LateCodec<RolloutDecision> codec;
    private final List<RolloutWork> works;
    private final Map<TopicPartition, Followed> partitions = new HashMap<>();
    private final Thread thread;
    private volatile boolean closing;
    private final Set<TopicPartition> unread = new HashSet<>();
    private volatile Optional<String> trouble = Optional.of("starting");

    private DecisionFollower(
            Consumer<byte[], byte[]> consumer,
            LateCodec<RolloutDecision> codec,
            List<RolloutWork> works) {
        this.consumer = consumer;
        this.codec = codec;
        this.works = List.copyOf(works);
        this.thread = Thread.ofPlatform().name("kanit-collector-follower").unstarted(this::run);
    }

    /** Begins to follow; the consumer is closed with the follower. */
    public static DecisionFollower start(
            Consumer<byte[], byte[]> consumer,
            LateCodec<RolloutDecision> codec,
            List<RolloutWork> works) {
        DecisionFollower follower = new DecisionFollower(consumer, codec, works);
        follower.thread.start();
        return follower;
    }

    /** Why decisions are not being read; empty when they are. */
    public Optional<String> trouble() {
        return thread.isAlive() ? trouble : Optional.of("the follower has ended");
    }

    private void run() {
        try (consumer) {
            awaitRegistry();
            consumer.subscribe(List.of(TopicCatalogue.DECISIONS), new Assignment());
            while (!closing) {
                try {
                    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                    records.partitions().forEach(p -> take(p, records.records(p)));
                    if (unread.isEmpty()) {
                        trouble = Optional.empty();
                    }
                    partitions.forEach(this::catchUp);
                } catch (WakeupException e) {
                    // Only close wakes it up, and the loop's condition sees that.
                } catch (KafkaException e) {
                    trouble = Optional.of(String.valueOf(e.getMessage()));
                    LOG.atError().setCause(e).log("decisions cannot be read; trying again");
                    LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
                }
            }
        }
    }

    /**
     * Without the schemas nothing can be read or written: nothing is begun before they are there.
     */
    private void awaitRegistry() {
        while (!closing) {
            try {
                RecordCodec<RolloutDecision> _ = codec.get();
                return;
            } catch (RegistryException e) {
                trouble = Optional.of(String.valueOf(e.getMessage()));
                LOG.atWarn().addKeyValue("reason", e.getMessage()).log("waiting for the registry");
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
            }
        }
    }

    private void take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        Followed followed = partitions.get(partition);
        if (followed == null) {
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                followed.rollouts.take(codec.get().decode(record.value())).forEach(this::change);
            } catch (MalformedRecordException e) {
                LOG.atError()
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("partition", record.partition())
                        .setCause(e)
                        .log("decision cannot be read; its rollout goes on as it was");
            } catch (RegistryException e) {
                unread.add(partition);
                trouble = Optional.of(String.valueOf(e.getMessage()));
                LOG.atWarn().setCause(e).log("registry does not answer; trying again");
                consumer.seek(partition, record.offset());
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
                return;
            }
        }
        unread.remove(partition);
    }

    private void catchUp(TopicPartition partition, Followed followed) {
        if (!followed.rollouts.isLive()
                && consumer.position(partition) >= followed.endAtAssignment) {
            followed.rollouts.caughtUp().forEach(this::change);
        }
    }

    private void change(ActiveRollouts.Change change) {
        switch (change) {
            case ActiveRollouts.Change.End(String id) -> works.forEach(work -> work.end(id));
            case ActiveRollouts.Change.Rerun(String id, Map<String, Integer> ordered) ->
                    works.forEach(work -> work.rerun(id, ordered));
            case ActiveRollouts.Change.Begin(RolloutWork.Begun rollout) ->
                    works.forEach(work -> begin(work, rollout));
        }
    }

    private static void begin(RolloutWork work, RolloutWork.Begun rollout) {
        try {
            work.begin(rollout);
        } catch (RuntimeException e) {
            // Without readings the judge holds this rollout, and without checks it does not go on;
            // the others must.
            LOG.atError()
                    .addKeyValue("rolloutId", rollout.rolloutId())
                    .setCause(e)
                    .log("rollout is not taken up");
        }
    }

    /** Stops following, and the work for everything that was followed. */
    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private record Followed(ActiveRollouts rollouts, long endAtAssignment) {}

    private final class Assignment implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            consumer.seekToBeginning(assigned);
            consumer.endOffsets(assigned)
                    .forEach(
                            (partition, end) ->
                                    partitions.put(
                                            partition,
                                            new Followed(
                                                    new ActiveRollouts(partition.partition()),
                                                    end)));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            for (TopicPartition partition : revoked) {
                unread.remove(partition);
                Followed followed = partitions.remove(partition);
                if (followed != null) {
                    followed.rollouts.revoked().forEach(DecisionFollower.this::change);
                }
            }
        }
    }
}
