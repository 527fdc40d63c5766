package dev.kanit.executor.outbox;

import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.AlertDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads back what the log holds of deliveries of the rollouts that are not done with. */
final class RecordedDeliveries {

    private static final Logger LOG = LoggerFactory.getLogger(RecordedDeliveries.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** The records' times are of different clocks. */
    private static final Duration BEFORE = Duration.ofHours(1);

    private final LateCodec<AlertDelivery> deliveries;

    RecordedDeliveries(LateCodec<AlertDelivery> deliveries) {
        this.deliveries = deliveries;
    }

    /**
     * Asks the registry now, so that neither a recall nor a record need do so.
     *
     * @throws dev.kanit.schemas.RegistryException to be tried again
     */
    void open() {
        RecordCodec<AlertDelivery> _ = deliveries.get();
    }

    /**
     * Tells {@code outbox} every delivery that was recorded since shortly before the oldest record
     * that it has read.
     *
     * @throws dev.kanit.schemas.RegistryException to be tried again
     */
    void recall(Consumer<String, byte[]> reader, PartitionOutbox outbox) {
        if (outbox.oldest().isPresent()) {
            recall(reader, outbox, outbox.oldest().get().minus(BEFORE));
        }
        outbox.recalled();
    }

    private void recall(Consumer<String, byte[]> reader, PartitionOutbox outbox, Instant since) {
        TopicPartition partition =
                new TopicPartition(TopicCatalogue.DELIVERIES, outbox.partition());
        List<TopicPartition> one = List.of(partition);
        reader.assign(one);
        long end = reader.endOffsets(one).getOrDefault(partition, 0L);
        OffsetAndTimestamp from =
                reader.offsetsForTimes(Map.of(partition, Math.max(0, since.toEpochMilli())))
                        .get(partition);
        if (from == null) {
            return;
        }
        reader.seek(partition, from.offset());
        RecordCodec<AlertDelivery> codec = deliveries.get().forAnotherThread();
        while (reader.position(partition) < end) {
            for (ConsumerRecord<String, byte[]> record : reader.poll(POLL).records(partition)) {
                try {
                    if (record.value() != null) {
                        outbox.recall(DeliveryRecords.fromWire(codec.decode(record.value())));
                    }
                } catch (MalformedRecordException unreadable) {
                    // What is not known to be delivered is delivered again, which is harmless.
                    LOG.atWarn()
                            .addKeyValue("offset", record.offset())
                            .addKeyValue("reason", unreadable.getMessage())
                            .log("unreadable delivery passed over");
                }
            }
        }
    }
}
