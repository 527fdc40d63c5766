package dev.kanit.collector.publish;

import dev.kanit.collector.round.SnapshotSink;
import dev.kanit.schemas.CloudEventHeaders;
import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.RegistryException;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.SignalReading;
import dev.kanit.wire.SignalSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes snapshots to {@value TopicCatalogue#SIGNALS}, numbered without gaps per rollout. A
 * snapshot that could not be written leaves a gap, so that the log shows the loss.
 */
public final class SnapshotPublisher implements SnapshotSink {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotPublisher.class);
    private static final String EVENT_TYPE = "dev.kanit.rollout.signals.v1";
    private static final int MAX_ROLLOUTS = 100_000;

    private final Producer<byte[], byte[]> producer;
    private final LateCodec<SignalSnapshot> codec;
    private final String name;
    private final LongAdder published = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Map<String, Long> sequences =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > MAX_ROLLOUTS;
                }
            };

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
        long sequence = sequences.merge(rolloutId, 1L, Long::sum);
        SignalSnapshot snapshot =
                SignalSnapshot.newBuilder()
                        .setRolloutId(rolloutId)
                        .setProducer(name)
                        .setSequence(sequence)
                        .setTakenAt(takenAt)
                        .setReadings(readings)
                        .build();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        TopicCatalogue.SIGNALS,
                        null,
                        takenAt.toEpochMilli(),
                        rolloutId.getBytes(StandardCharsets.UTF_8),
                        codec.get().encode(snapshot));
        CloudEventHeaders.stamp(
                record.headers(),
                name + "/" + rolloutId + "/" + sequence,
                EVENT_TYPE,
                name,
                takenAt);
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
