package dev.kanit.executor.log;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka clients with the settings that the guarantees need; they win over the caller's. */
public final class LogClients {

    static final String GROUP = "rollback-executor";
    private static final String NOTICES_GROUP = "rollback-executor-notices";
    private static final int MAX_REQUEST_BYTES = 3 << 20;
    private static final int SESSION_MILLIS = 10_000;
    private static final int HEARTBEATS_OF_A_SESSION = 5;

    private final Map<String, Object> common;

    /**
     * @param settings bootstrap servers, security and the like
     */
    public LogClients(Map<String, Object> settings) {
        this.common = new HashMap<>(settings);
        common.put("enable.metrics.push", false);
    }

    Consumer<String, byte[]> decisions() {
        return inGroup(GROUP, reading());
    }

    /** Reads decisions and alerts for whoever tells people: a group of its own. */
    public Consumer<String, byte[]> notices() {
        Properties own = reading();
        // Both topics of a partition number go to one member.
        own.put("partition.assignment.strategy", RangeAssignor.class.getName());
        return inGroup(NOTICES_GROUP, own);
    }

    private static Consumer<String, byte[]> inGroup(String group, Properties own) {
        own.put("group.id", group);
        own.put("auto.offset.reset", "earliest");
        // A dead executor is noticed within seconds: its rollbacks wait until then.
        own.putIfAbsent("session.timeout.ms", SESSION_MILLIS);
        own.putIfAbsent("heartbeat.interval.ms", SESSION_MILLIS / HEARTBEATS_OF_A_SESSION);
        return new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads what it is told to, in no group. */
    public Consumer<String, byte[]> reader() {
        Properties own = reading();
        own.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer that gives up: somebody waits at a terminal. */
    Producer<String, byte[]> impatientProducer(int withinMillis) {
        Map<String, Object> hurried = new HashMap<>(common);
        hurried.put("max.block.ms", withinMillis);
        hurried.put("delivery.timeout.ms", withinMillis);
        hurried.put("request.timeout.ms", withinMillis / 2);
        hurried.put("linger.ms", 0);
        return new LogClients(hurried).producer();
    }

    public Producer<String, byte[]> producer() {
        Properties own = new Properties();
        own.putAll(common);
        own.put("acks", "all");
        own.put("enable.idempotence", true);
        own.put("max.request.size", MAX_REQUEST_BYTES);
        return new KafkaProducer<>(own, new StringSerializer(), new ByteArraySerializer());
    }

    private Properties reading() {
        Properties own = new Properties();
        own.putAll(common);
        own.put("isolation.level", "read_committed");
        own.put("enable.auto.commit", false);
        return own;
    }
}
