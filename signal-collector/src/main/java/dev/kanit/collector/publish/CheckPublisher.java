package dev.kanit.collector.publish;

import dev.kanit.codec.record.ProducerHeaders;
import dev.kanit.collector.check.run.CheckSink;
import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.RegistryException;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.CheckResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes results to {@value TopicCatalogue#CHECKS}, numbered without gaps per rollout and tied each
 * to the one before. A result that could not be written leaves a gap, so that the log shows it.
 */
public final class CheckPublisher implements CheckSink {

    private static final Logger LOG = LoggerFactory.getLogger(CheckPublisher.class);
    private static final String EVENT_TYPE = "dev.kanit.rollout.check.v1";

    private final Producer<byte[], byte[]> producer;
    private final LateCodec<CheckResult> codec;
    private final String name;
    private final ProducerHeaders headers;
    private final LongAdder published = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /**
     * A publisher that counts from 1.
     *
     * @param name who checks; must differ from start to start, or sequences would repeat
     */
    public CheckPublisher(
            Producer<byte[], byte[]> producer, LateCodec<CheckResult> codec, String name) {
        this.producer = producer;
        this.codec = codec;
        this.name = name;
        this.headers = new ProducerHeaders(name);
    }

    @Override
    public void publish(CheckResult result) {
        try {
            // The callback tells what became of it.
            var _ =
                    producer.send(
                            record(result),
                            (_, failure) -> {
                                if (failure == null) {
                                    published.increment();
                                } else {
                                    failed(result, failure);
                                }
                            });
        } catch (KafkaException | RegistryException e) {
            failed(result, e);
        }
    }

    private synchronized ProducerRecord<byte[], byte[]> record(CheckResult result) {
        String rolloutId = result.getRolloutId();
        Instant endedAt = result.getStartedAt().plusMillis(result.getDurationMillis());
        byte[] value = codec.get().encode(result);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        TopicCatalogue.CHECKS,
                        null,
                        endedAt.toEpochMilli(),
                        rolloutId.getBytes(StandardCharsets.UTF_8),
                        value);
        String id = name + "/" + rolloutId + "/" + headers.upcoming(rolloutId);
        headers.next(rolloutId, value, id, EVENT_TYPE, endedAt).stamp(record.headers());
        return record;
    }

    private void failed(CheckResult result, Exception failure) {
        failures.increment();
        LOG.atError()
                .addKeyValue("rolloutId", result.getRolloutId())
                .addKeyValue("check", result.getCheck())
                .setCause(failure)
                .log("result of a check was not written");
    }

    /** Results that the brokers acknowledged. */
    public long published() {
        return published.sum();
    }

    /** Results that were given up. */
    public long failures() {
        return failures.sum();
    }
}
