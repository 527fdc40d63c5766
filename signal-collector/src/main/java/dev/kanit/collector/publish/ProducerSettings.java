package dev.kanit.collector.publish;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How snapshots are produced: acknowledged by all replicas, each once, in order. */
public final class ProducerSettings {

    private static final int MAX_BLOCK_MILLIS = 5_000;

    private ProducerSettings() {}

    /**
     * Opens a producer.
     *
     * @param connection bootstrap servers and security; settings of delivery in it are overruled
     */
    public static Producer<byte[], byte[]> open(Map<String, Object> connection) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // Without brokers a round must end, so that the next one can find them back.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
