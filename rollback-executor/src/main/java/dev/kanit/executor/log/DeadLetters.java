package dev.kanit.executor.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.schemas.TopicCatalogue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a record that nobody can read on {@code rollout.dead-letters}: its bytes and headers
 * untouched, with where it came from and why in headers of our own.
 */
final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final Producer<String, byte[]> producer;
    private final ExecutorCounters counters;

    DeadLetters(Producer<String, byte[]> producer, ExecutorCounters counters) {
        this.producer = producer;
        this.counters = counters;
    }

    /**
     * Returns when the letter is in the log.
     *
     * @throws KafkaException when it could not be written; the original must be read again then
     */
    void bury(ConsumerRecord<String, byte[]> original, String reason) {
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(
                        TopicCatalogue.DEAD_LETTERS,
                        original.partition(),
                        original.key(),
                        original.value(),
                        original.headers());
        set(letter, "kanit_topic", original.topic());
        set(letter, "kanit_partition", Integer.toString(original.partition()));
        set(letter, "kanit_offset", Long.toString(original.offset()));
        set(letter, "kanit_reader", "rollback-executor");
        set(
                letter,
                "kanit_reason",
                reason.substring(0, Math.min(reason.length(), Limits.MAX_REASON_LENGTH)));
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
                .log("dead letter");
    }

    private static void set(ProducerRecord<String, byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(UTF_8));
    }
}
