package dev.kanit.evaluator.streams;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The Kafka Streams settings of the evaluator, each with its reason. */
final class StreamsProperties {

    /** Consumer group and prefix of the changelog topics. */
    static final String APPLICATION_ID = "stage-evaluator";

    /**
     * Only an instance with an address is told in which partition a rollout is; nobody calls it.
     */
    private static final String NO_ADDRESS = "localhost:1";

    private static final long POLL_MILLIS = 10;
    private static final long RETRY_BACKOFF_MILLIS = 5;
    private static final long RETRY_BACKOFF_MAX_MILLIS = 100;

    private StreamsProperties() {}

    static Properties of(EvaluatorSettings settings) {
        Properties properties = new Properties();
        properties.putAll(settings.kafka());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.replication());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
        properties.put(
                StreamsConfig.APPLICATION_SERVER_CONFIG,
                settings.applicationServer().orElse(NO_ADDRESS));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
        // Names in metrics and topics must survive a change of the topology.
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // Changelog writes are the state itself: a cache in between would only add a copy.
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        // The thread commits decisions between two polls: an idle poll must not keep them waiting.
        properties.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
        // Order among topics is recorded, not prescribed: waiting for empty ones would cost every
        // record a tenth of its time. Ticks look after themselves, see RolloutProcessor.
        properties.put(
                StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        // A dead instance is noticed within seconds: its rollouts are unwatched until then.
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                4 << 20);
        // A transaction that begins while the markers of the one before are still being written is
        // told to come back: the usual 100 ms, growing to a second, would be the whole latency.
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG),
                RETRY_BACKOFF_MILLIS);
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG),
                RETRY_BACKOFF_MAX_MILLIS);
        // Plans travel in decisions: a producer must be allowed what the topics are.
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 4 << 20);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 << 10);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        return properties;
    }
}
