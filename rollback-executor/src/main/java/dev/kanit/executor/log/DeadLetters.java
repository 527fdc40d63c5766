package dev.kanit.executor.log;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a record goes that nobody can read. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * Returns when the record is put away.
     *
     * @param reason a constant's name
     * @throws org.apache.kafka.common.KafkaException when it could not be; the original must be
     *     read again then
     */
    void bury(ConsumerRecord<String, byte[]> original, String reason, String detail);
}
