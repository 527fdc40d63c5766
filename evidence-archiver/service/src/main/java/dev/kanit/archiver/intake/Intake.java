package dev.kanit.archiver.intake;

import dev.kanit.archiver.rollout.RolloutDirectories;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.SegmentLog;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.MalformedSegmentException;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.schemas.RegistryException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition from the archive's own position. Whatever fails is begun anew from there,
 * so there is one way to start and it is the way back from a crash, too.
 */
public final class Intake implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final IntakeClients clients;
    private final EvidenceStore store;
    private final Directories directories;
    private final Duration maxAge;
    private final IntakeCounters counters = new IntakeCounters();
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private volatile IntakeHealth health = new IntakeHealth.Starting();
    private boolean isFailing;

    /** Opens the rollouts' directories; throws while the registry is away. */
    @FunctionalInterface
    public interface Directories {
        RolloutDirectories open();
    }

    /**
     * @param clientSettings of Kafka
     * @param maxAge how long a record may wait before it is stored
     */
    public Intake(
            Map<String, Object> clientSettings,
            EvidenceStore store,
            Directories directories,
            Duration maxAge) {
        this.clients = new IntakeClients(clientSettings);
        this.store = store;
        this.directories = directories;
        this.maxAge = maxAge;
    }

    public IntakeHealth health() {
        return health;
    }

    public IntakeCounters counters() {
        return counters;
    }

    /**
     * Ends the loop.
     *
     * @param storing whether what was read is stored first; without, it is read again next time
     */
    public void close(boolean storing) {
        closed.complete(storing);
    }

    @Override
    public void run() {
        while (!closed.isDone()) {
            try (Admin admin = clients.admin();
                    Consumer<byte[], byte[]> consumer = clients.consumer()) {
                archive(consumer, open(consumer, Sources.find(admin), directories.open()));
            } catch (UnfitTopicException unfit) {
                health = new IntakeHealth.Stopped(String.valueOf(unfit.getMessage()));
                LOG.atError().addKeyValue("reason", unfit.getMessage()).log("nothing is archived");
                return;
            } catch (KafkaException | RegistryException | IOException failed) {
                isFailing = true;
                health = new IntakeHealth.Failing(String.valueOf(failed.getMessage()));
                LOG.atWarn().setCause(failed).log("archiving is interrupted; trying again");
                pause();
            } catch (RuntimeException | Error crash) {
                health = new IntakeHealth.Stopped(crash.toString());
                LOG.atError().setCause(crash).log("archiver stops");
                return;
            }
        }
        health = new IntakeHealth.Closed();
    }

    private Map<TopicPartition, PartitionIntake> open(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, LogId> sources,
            RolloutDirectories opened)
            throws IOException {
        Map<TopicPartition, PartitionIntake> intakes = new HashMap<>();
        for (var source : sources.entrySet()) {
            try {
                intakes.put(
                        source.getKey(),
                        new PartitionIntake(
                                source.getKey().topic(),
                                SegmentLog.open(store, source.getValue()),
                                maxAge,
                                opened));
            } catch (MalformedSegmentException damaged) {
                throw new UnfitTopicException(
                        source.getValue().path() + ": " + damaged.getMessage());
            }
        }
        consumer.assign(intakes.keySet());
        intakes.forEach((partition, intake) -> consumer.seek(partition, intake.wanted()));
        return intakes;
    }

    private void archive(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, PartitionIntake> intakes)
            throws IOException {
        Map<TopicPartition, Long> owed =
                isFailing ? consumer.endOffsets(intakes.keySet()) : Map.of();
        while (!closed.isDone()) {
            try {
                take(consumer, intakes, consumer.poll(POLL));
            } catch (OffsetOutOfRangeException lost) {
                bridge(consumer, intakes, lost.offsetOutOfRangePartitions());
            }
            long now = System.nanoTime();
            for (var one : intakes.entrySet()) {
                if (one.getValue().isDue(now)) {
                    storeAllRead(consumer, one.getKey(), one.getValue());
                }
            }
            isFailing = isFailing && !isStoredTo(owed, consumer, intakes);
            report(intakes);
        }
        if (closed.join()) {
            for (var one : intakes.entrySet()) {
                storeAllRead(consumer, one.getKey(), one.getValue());
            }
        }
    }

    private void take(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, PartitionIntake> intakes,
            ConsumerRecords<byte[], byte[]> records)
            throws IOException {
        for (TopicPartition partition : records.partitions()) {
            PartitionIntake intake = intakeOf(intakes, partition);
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (record.offset() < intake.wanted()) {
                    continue;
                }
                Entry.Kept kept = KeptRecords.of(record);
                if (!intake.add(kept, System.nanoTime())) {
                    store(consumer, partition, intake);
                    if (record.offset() >= intake.wanted()
                            && !intake.add(kept, System.nanoTime())) {
                        consumer.pause(List.of(partition));
                        break;
                    }
                }
                counters.record();
            }
        }
    }

    private static void store(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, PartitionIntake intake)
            throws IOException {
        store(consumer, partition, intake, endOf(consumer, partition));
    }

    /** Between two polls: every record that was read is in the draft. */
    private static void storeAllRead(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, PartitionIntake intake)
            throws IOException {
        long end = endOf(consumer, partition);
        // The marker of a transaction takes the last offset and is no record: the end that can be
        // archived lies before it.
        boolean isAtEnd = consumer.position(partition) >= end && end >= 0;
        store(consumer, partition, intake, isAtEnd ? Math.min(end, intake.wanted()) : end);
    }

    private static long endOf(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, -1L);
    }

    private static void store(
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            PartitionIntake intake,
            long end)
            throws IOException {
        List<TopicPartition> one = List.of(partition);
        intake.store(end);
        if (intake.stopped().isPresent()) {
            consumer.pause(one);
            return;
        }
        if (consumer.position(partition) < intake.wanted()) {
            // Another archiver was ahead of us.
            consumer.seek(partition, intake.wanted());
        }
        consumer.commitAsync(Map.of(partition, new OffsetAndMetadata(intake.storedTo())), null);
    }

    /** Kafka does not have what the archive wants next. */
    private void bridge(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, PartitionIntake> intakes,
            Map<TopicPartition, Long> lost)
            throws IOException {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(lost.keySet());
        for (TopicPartition partition : lost.keySet()) {
            PartitionIntake intake = intakeOf(intakes, partition);
            long beginning = beginnings.getOrDefault(partition, -1L);
            if (beginning <= intake.wanted()) {
                intake.stop(
                        "offset %d is beyond the partition's end (expected: a topic that only grows)"
                                .formatted(intake.wanted()));
                consumer.pause(List.of(partition));
                consumer.seek(partition, Math.max(beginning, 0));
                continue;
            }
            Entry.Gap gap =
                    new Entry.Gap(
                            intake.wanted(),
                            beginning,
                            "removed from the topic before they were archived");
            LOG.atError()
                    .addKeyValue("offset", gap.firstOffset())
                    .addKeyValue("reason", gap.reason())
                    .log("{} lacks records up to offset {}", partition, gap.nextOffset());
            if (!intake.add(gap, System.nanoTime())) {
                store(consumer, partition, intake);
                intake.add(gap, System.nanoTime());
            }
            counters.gap();
            consumer.seek(partition, intake.wanted());
        }
    }

    /** A failure is over when all that was in the log at the first look since is stored. */
    private static boolean isStoredTo(
            Map<TopicPartition, Long> ends,
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, PartitionIntake> intakes) {
        for (var end : ends.entrySet()) {
            PartitionIntake intake = intakeOf(intakes, end.getKey());
            if (!intake.isStoredTo(end.getValue())
                    || (intake.stopped().isEmpty()
                            && consumer.position(end.getKey()) < end.getValue())) {
                return false;
            }
        }
        return true;
    }

    private void report(Map<TopicPartition, PartitionIntake> intakes) {
        Optional<String> stopped =
                intakes.values().stream().flatMap(intake -> intake.stopped().stream()).findFirst();
        if (stopped.isPresent()) {
            health = new IntakeHealth.Stopped(stopped.get());
        } else if (!isFailing) {
            health = new IntakeHealth.Archiving();
        }
    }

    private static PartitionIntake intakeOf(
            Map<TopicPartition, PartitionIntake> intakes, TopicPartition partition) {
        PartitionIntake intake = intakes.get(partition);
        if (intake == null) {
            throw new IllegalStateException(partition + ": unknown (expected: assigned)");
        }
        return intake;
    }

    private void pause() {
        try {
            Boolean _ = closed.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // The usual end of a pause.
        } catch (InterruptedException _) {
            close(false);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("the future does not fail", impossible);
        }
    }
}
