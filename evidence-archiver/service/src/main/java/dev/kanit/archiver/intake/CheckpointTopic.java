package dev.kanit.archiver.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.note.SignedNote;
import dev.kanit.schemas.TopicCatalogue;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells checkpoints to whoever listens: key is the log's origin, value the signed note. The archive
 * is the truth; a checkpoint that is not told is followed by one that covers it.
 */
final class CheckpointTopic implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointTopic.class);

    private final Producer<byte[], byte[]> producer;

    CheckpointTopic(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Does not wait for the broker, and fails only in the log. */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of failures.
    void tell(String origin, SignedNote note) {
        try {
            producer.send(
                    new ProducerRecord<>(
                            TopicCatalogue.CHECKPOINTS, origin.getBytes(UTF_8), note.toBytes()),
                    (_, failure) -> {
                        if (failure != null) {
                            untold(origin, failure);
                        }
                    });
        } catch (KafkaException failed) {
            untold(origin, failed);
        }
    }

    private static void untold(String origin, Exception failure) {
        LOG.atWarn()
                .addKeyValue("reason", failure.getMessage())
                .log("checkpoint of {} was not sent", origin);
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(5));
    }
}
