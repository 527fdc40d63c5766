package dev.kanit.executor.log;

import dev.kanit.schemas.DeadLetterHeaders;
import dev.kanit.schemas.TopicCatalogue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dead letters on {@code rollout.dead-letters}: bytes and headers untouched, with where the record
 * came from and why in headers of our own.
 */
public final class WrittenDeadLetters implements DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(WrittenDeadLetters.class);

    private static final String READER = "rollback-executor";

    private final Producer<String, byte[]> producer;
    private final ExecutorCounters counters;

    public WrittenDeadLetters(Producer<String, byte[]> producer, ExecutorCounters counters) {
        this.producer = producer;
        this.counters = counters;
    }

    /** Returns when the letter is in the log. */
    @Override
    public void bury(ConsumerRecord<String, byte[]> original, String reason, String detail) {
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(
                        TopicCatalogue.DEAD_LETTERS,
                        original.partition(),
                        original.key(),
                        original.value(),
                        original.headers());
        DeadLetterHeaders.because(letter.headers(), READER, reason, detail);
        DeadLetterHeaders.from(
                letter.headers(), original.topic(), original.partition(), original.offset());
        try {
            producer.send(letter).get();
        } catch (ExecutionException failed) {
            throw new KafkaException("a dead letter could not be written", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted at a dead letter", interrupted);
        }
        counters.deadLetter();
        LOG.atWarn()
                .addKeyValue("rolloutId", original.key())
                .addKeyValue("offset", original.offset())
                .addKeyValue("reason", reason)
                .log("dead letter: {}", detail);
    }
}
