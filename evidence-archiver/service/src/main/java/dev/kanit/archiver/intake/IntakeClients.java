package dev.kanit.archiver.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka clients with the settings that the promises need; they win over the caller's. */
final class IntakeClients {

    /** Its offsets are for dashboards; the archive's position is the truth. */
    private static final String GROUP = "evidence-archiver";

    /** A segment's worth. */
    private static final int POLL_RECORDS = 4_096;

    private static final int FETCH_BYTES = 4 << 20;

    private final Map<String, Object> common;

    IntakeClients(Map<String, Object> settings) {
        this.common = new HashMap<>(settings);
        common.put("enable.metrics.push", false);
    }

    Admin admin() {
        return Admin.create(new HashMap<>(common));
    }

    Consumer<byte[], byte[]> consumer() {
        Properties own = new Properties();
        own.putAll(common);
        own.put("group.id", GROUP);
        own.put("isolation.level", "read_committed");
        own.put("auto.offset.reset", "none");
        own.put("enable.auto.commit", false);
        own.put("max.poll.records", POLL_RECORDS);
        own.put("max.partition.fetch.bytes", FETCH_BYTES);
        return new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Producer<byte[], byte[]> producer() {
        Map<String, Object> own = new HashMap<>(common);
        own.put("acks", "all");
        own.put("enable.idempotence", true);
        own.put("max.block.ms", 1_000);
        return new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
