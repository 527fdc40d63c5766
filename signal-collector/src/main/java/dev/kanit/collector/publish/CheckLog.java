package dev.kanit.collector.publish;

import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RegistryException;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.CheckResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back which checks of a rollout have their result in {@value TopicCatalogue#CHECKS}: whoever
 * takes a rollout up in the middle of a group runs what is missing, and nothing twice.
 */
public final class CheckLog {

    private static final Logger LOG = LoggerFactory.getLogger(CheckLog.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    /** Clocks of brokers may differ by less. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private final Map<String, Object> connection;
    private final LateCodec<CheckResult> codec;

    /**
     * A log that is read anew each time.
     *
     * @param connection bootstrap servers and security
     */
    public CheckLog(Map<String, Object> connection, LateCodec<CheckResult> codec) {
        this.connection = Map.copyOf(connection);
        this.codec = codec;
    }

    /**
     * The newest run with a result, by check. Tries again while the log cannot be read: running
     * what has run already would be worse than being late.
     *
     * @param partition of the rollout
     * @param since when the rollout was started
     * @throws InterruptedException when the rollout has ended meanwhile
     */
    public Map<String, Integer> answered(int partition, String rolloutId, Instant since)
            throws InterruptedException {
        while (true) {
            try {
                return read(partition, rolloutId, since);
            } catch (InterruptException e) {
                throw new InterruptedException("no longer wanted");
            } catch (KafkaException | RegistryException e) {
                LOG.atWarn()
                        .addKeyValue("rolloutId", rolloutId)
                        .addKeyValue("reason", String.valueOf(e.getMessage()))
                        .log("results of checks cannot be read back; trying again");
                Thread.sleep(PAUSE_AFTER_FAILURE);
            }
        }
    }

    private Map<String, Integer> read(int partition, String rolloutId, Instant since)
            throws InterruptedException {
        byte[] key = rolloutId.getBytes(StandardCharsets.UTF_8);
        Map<String, Integer> newest = new TreeMap<>();
        TopicPartition place = new TopicPartition(TopicCatalogue.CHECKS, partition);
        try (Consumer<byte[], byte[]> consumer = open()) {
            consumer.assign(List.of(place));
            long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
            OffsetAndTimestamp first =
                    consumer.offsetsForTimes(Map.of(place, since.minus(SLACK).toEpochMilli()))
                            .get(place);
            if (first == null) {
                return newest;
            }
            consumer.seek(place, first.offset());
            while (consumer.position(place) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (Arrays.equals(key, record.key())) {
                        note(record, newest);
                    }
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("no longer wanted");
                }
            }
        }
        return newest;
    }

    private void note(ConsumerRecord<byte[], byte[]> record, Map<String, Integer> newest) {
        try {
            CheckResult result = codec.get().decode(record.value());
            newest.merge(result.getCheck(), result.getRun(), Math::max);
        } catch (MalformedRecordException e) {
            LOG.atWarn()
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("partition", record.partition())
                    .setCause(e)
                    .log("result of a check cannot be read; it answers nothing");
        }
    }

    private Consumer<byte[], byte[]> open() {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
