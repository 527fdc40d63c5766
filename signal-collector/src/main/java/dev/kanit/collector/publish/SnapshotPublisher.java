package dev.kanit.collector.publish;

import dev.kanit.codec.record.ProducerHeaders;
import dev.kanit.collector.round.SnapshotSink;
import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.RegistryException;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.SignalReading;
import dev.kanit.wire.SignalSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes snapshots to {@value TopicCatalogue#SIGNALS}, numbered without gaps per rollout and tied
 * each to the one before. A snapshot that could not be written leaves a gap, so that the log shows
 * the loss.
 */
public final class SnapshotPublisher implements SnapshotSink {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotPublisher.class);
    private static final String EVENT_TYPE = "dev.kanit.rollout.signals.v1";

    private final Producer<byte[], byte[]> producer;
    private final LateCodec<SignalSnapshot> codec;
    private final String name;
    private final LongAdder published = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final ProducerHeaders headers;

    /**
     * A publisher that counts from 1.
     *
     * @param name who measures; must differ from start to start, or sequences would repeat
     */
    public SnapshotPublisher(
            Producer<byte[], byte[]> producer, LateCodec<SignalSnapshot> codec, String name) {
        this.producer = producer;
        this.codec = codec;
        this.name = name;
        this.headers = new ProducerHeaders(name);
    }

    @Override
    public void publish(String rolloutId, Instant takenAt, List<SignalReading> readings) {
        try {
            ProducerRecord<byte[], byte[]> record = record(rolloutId, takenAt, readings);
            // The callback tells what became of it.
            var _ =
                    producer.send(
                            record,
                            (_, failure) -> {
                                if (failure == null) {
                                    published.increment();
                                } else {
                                    failed(rolloutId, failure);
                                }
                            });
        } catch (KafkaException | RegistryException e) {
            failed(rolloutId, e);
        }
    }

    private synchronized ProducerRecord<byte[], byte[]> record(
            String rolloutId, Instant takenAt, List<SignalReading> readings) {
        long sequence = headers.upcoming(rolloutId);
        SignalSnapshot snapshot =
                SignalSnapshot.newBuilder()
                        .setRolloutId(rolloutId)
                        .setProducer(name)
                        .setSequence(sequence)
                        .setTakenAt(takenAt)
                        .setReadings(readings)
                        .build();
        byte[] value = codec.get().encode(snapshot);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        TopicCatalogue.SIGNALS,
                        null,
                        takenAt.toEpochMilli(),
                        rolloutId.getBytes(StandardCharsets.UTF_8),
                        value);
        headers.next(rolloutId, value, name + "/" + rolloutId + "/" + sequence, EVENT_TYPE, takenAt)
                .stamp(record.headers());
        return record;
    }

    private void failed(String rolloutId, Exception failure) {
        failures.increment();
        LOG.atError()
                .addKeyValue("rolloutId", rolloutId)
                .setCause(failure)
                .log("snapshot was not written");
    }

    /** Snapshots that the brokers acknowledged. */
    public long published() {
        return published.sum();
    }

    /** Snapshots that were given up. */
    public long failures() {
        return failures.sum();
    }
}
