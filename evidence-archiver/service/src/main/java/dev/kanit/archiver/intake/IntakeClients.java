package dev.kanit.archiver.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Kafka clients with the settings that the promises need; they win over the caller's. */
final class IntakeClients {

    /** Its offsets are for dashboards; the archive's position is the truth. */
    private static final String GROUP = "evidence-archiver";

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
        return new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
