package dev.kanit.archiver.intake;

import dev.kanit.ledger.segment.Entry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes records from Kafka into the partitions' drafts, and gives the drafts to their lanes. */
final class Reading {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, PartitionIntake> intakes;
    private final IntakeCounters counters;
    private final Pace pace;

    Reading(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, PartitionIntake> intakes,
            IntakeCounters counters,
            Pace pace) {
        this.consumer = consumer;
        this.intakes = intakes;
        this.counters = counters;
        this.pace = pace;
        consumer.assign(intakes.keySet());
        intakes.forEach((partition, intake) -> consumer.seek(partition, intake.wanted()));
    }

    void poll() {
        try {
            var records = consumer.poll(POLL);
            for (TopicPartition partition : records.partitions()) {
                take(partition, intakeOf(partition), records.records(partition));
            }
        } catch (OffsetOutOfRangeException lost) {
            bridge(lost.offsetOutOfRangePartitions());
        }
        long now = System.nanoTime();
        long nowMillis = pace.nowMillis();
        for (var one : intakes.entrySet()) {
            TopicPartition partition = one.getKey();
            PartitionIntake intake = one.getValue();
            if (consumer.currentLag(partition).orElse(-1) == 0) {
                intake.atEnd(nowMillis);
            }
            if (intake.isDue(now)) {
                intake.handOver(endOf(partition, intake));
            }
            if (intake.stopped().isPresent()) {
                consumer.pause(List.of(partition));
            } else if (intake.isOvertaken()) {
                consumer.seek(partition, intake.wanted());
            }
        }
    }

    private void take(
            TopicPartition partition,
            PartitionIntake intake,
            List<ConsumerRecord<byte[], byte[]>> records) {
        if (intake.stopped().isPresent()) {
            return;
        }
        long nowNanos = System.nanoTime();
        long nowMillis = pace.nowMillis();
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() < intake.wanted()) {
                continue;
            }
            Entry.Kept kept = KeptRecords.of(record);
            long appended = appendedMillis(record, intake.atEndMillis(), nowMillis);
            if (!intake.add(kept, nowNanos, appended)) {
                intake.handOver(-1);
                intake.add(kept, nowNanos, appended);
            }
            bytes += Math.max(0, record.serializedKeySize());
            bytes += Math.max(0, record.serializedValueSize());
        }
        counters.records(records.size(), bytes);
        LOG.trace("{}: {} records", partition, records.size());
    }

    /**
     * When the record was appended, as good as can be known. A producer's clock may be wrong: the
     * append happened after the partition was last seen without it, and before now.
     */
    static long appendedMillis(
            ConsumerRecord<byte[], byte[]> record, long atEndMillis, long nowMillis) {
        return record.timestampType() == TimestampType.LOG_APPEND_TIME
                ? Math.min(record.timestamp(), nowMillis)
                : Math.clamp(record.timestamp(), Math.min(atEndMillis, nowMillis), nowMillis);
    }

    /** Gives every draft to its lane. */
    void handOverAll() {
        intakes.forEach((partition, intake) -> intake.handOver(endOf(partition, intake)));
    }

    /**
     * Where the partition ended when the consumer last heard of it, between two polls. The marker
     * of a transaction takes the last offset and is no record: the end that can be archived lies
     * before it.
     */
    private long endOf(TopicPartition partition, PartitionIntake intake) {
        var lag = consumer.currentLag(partition);
        if (lag.isEmpty()) {
            return -1;
        }
        return lag.getAsLong() == 0
                ? intake.wanted()
                : consumer.position(partition) + lag.getAsLong();
    }

    /** Tells dashboards how far the archive has come; the archive does not ask for it. */
    void commit() {
        Map<TopicPartition, OffsetAndMetadata> stored = new HashMap<>();
        intakes.forEach(
                (partition, intake) ->
                        stored.put(partition, new OffsetAndMetadata(intake.lane().storedTo())));
        consumer.commitAsync(stored, null);
    }

    /** Kafka does not have what the archive wants next. */
    private void bridge(Map<TopicPartition, Long> lost) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(lost.keySet());
        for (TopicPartition partition : lost.keySet()) {
            PartitionIntake intake = intakeOf(partition);
            long beginning = beginnings.getOrDefault(partition, -1L);
            if (beginning <= intake.wanted()) {
                intake.lane()
                        .stop(
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
            if (!intake.add(gap, System.nanoTime(), pace.nowMillis())) {
                intake.handOver(-1);
                intake.add(gap, System.nanoTime(), pace.nowMillis());
            }
            counters.gap();
            consumer.seek(partition, intake.wanted());
        }
    }

    private PartitionIntake intakeOf(TopicPartition partition) {
        PartitionIntake intake = intakes.get(partition);
        if (intake == null) {
            throw new IllegalStateException(partition + ": unknown (expected: assigned)");
        }
        return intake;
    }
}
