package dev.kanit.archiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes one transaction after another, and takes every fifth back. */
final class CommittedRecords implements AutoCloseable {

    private static final int RECORDS_OF_A_TRANSACTION = 20;
    private static final long PAUSE_NANOS = 5_000_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final String key;
    private final List<String> committed = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closing;

    CommittedRecords(Map<String, Object> settings, String topic, String key) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put("transactional.id", "committed-records-" + key);
        this.producer =
                new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.key = key;
        this.thread = Thread.ofPlatform().name("committed-records").start(this::write);
    }

    private void write() {
        producer.initTransactions();
        for (int transaction = 0; !closing; transaction++) {
            List<String> values = new ArrayList<>();
            producer.beginTransaction();
            for (int number = 0; number < RECORDS_OF_A_TRANSACTION; number++) {
                String value = "transaction " + transaction + " record " + number;
                values.add(value);
                var _ =
                        producer.send(
                                new ProducerRecord<>(
                                        topic, 0, key.getBytes(UTF_8), value.getBytes(UTF_8)));
            }
            if (transaction % 5 == 4) {
                producer.abortTransaction();
            } else {
                producer.commitTransaction();
                committed.addAll(values);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Ends, and returns the values of the committed records in the order of the log. */
    List<String> end() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(committed);
    }

    @Override
    public void close() {
        end();
        producer.close();
    }
}
