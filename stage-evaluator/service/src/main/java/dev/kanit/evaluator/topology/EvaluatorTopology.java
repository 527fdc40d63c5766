package dev.kanit.evaluator.topology;

import dev.kanit.codec.run.BuildIdentity;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicCatalogue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The evaluator's topology: all inputs of a rollout into one processor, decisions, alerts, ticks
 * and dead letters out. Equal partition counts put all topics of a rollout into one task.
 */
public final class EvaluatorTopology {

    /** Node names appear in metrics and logs; store names name the changelog topics. */
    static final String INPUTS = "rollout-inputs";

    static final String EVALUATOR = "stage-evaluator";
    static final String DECISIONS = "decisions-sink";
    static final String ALERTS = "alerts-sink";
    static final String TICKS = "ticks-sink";
    static final String DEAD_LETTERS = "dead-letters-sink";

    /** What every input changes, one small value per rollout. */
    public static final String ROLLOUTS = "rollouts";

    /** Closed buckets, one value per rollout and slot. */
    static final String BUCKETS = "rollout-buckets";

    /** Plan texts, written once per rollout. */
    public static final String PLANS = "rollout-plans";

    private static final List<String> INPUT_TOPICS =
            List.of(
                    TopicCatalogue.SIGNALS,
                    TopicCatalogue.COMMANDS,
                    TopicCatalogue.CHECKS,
                    TopicCatalogue.ACTIONS,
                    TopicCatalogue.TICKS);

    private EvaluatorTopology() {}

    /**
     * Builds the topology.
     *
     * @param config the streams configuration; naming rules are only enforced through it
     */
    public static Topology build(
            StreamsConfig config, SchemaRegistryClient registry, BuildIdentity identity) {
        CodecSource codecs = new CodecSource(registry);
        Topology topology = new Topology(new TopologyConfig(config));
        topology.addSource(
                INPUTS,
                Serdes.ByteArray().deserializer(),
                Serdes.ByteArray().deserializer(),
                INPUT_TOPICS.toArray(String[]::new));
        topology.addProcessor(EVALUATOR, new RolloutSupplier(codecs, identity), INPUTS);
        sink(topology, DECISIONS, TopicCatalogue.DECISIONS);
        sink(topology, ALERTS, TopicCatalogue.ALERTS);
        sink(topology, TICKS, TopicCatalogue.TICKS);
        sink(topology, DEAD_LETTERS, TopicCatalogue.DEAD_LETTERS);
        return topology;
    }

    /** The sink that writes to {@code topic}. */
    static String sinkOf(String topic) {
        return switch (topic) {
            case TopicCatalogue.DECISIONS -> DECISIONS;
            case TopicCatalogue.ALERTS -> ALERTS;
            case TopicCatalogue.TICKS -> TICKS;
            default ->
                    throw new IllegalArgumentException(
                            "topic: " + topic + " (expected: one that the evaluator writes)");
        };
    }

    private static void sink(Topology topology, String name, String topic) {
        topology.addSink(
                name,
                topic,
                Serdes.ByteArray().serializer(),
                Serdes.ByteArray().serializer(),
                EVALUATOR);
    }

    private record RolloutSupplier(CodecSource codecs, BuildIdentity identity)
            implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

        @Override
        public Processor<byte[], byte[], byte[], byte[]> get() {
            return new RolloutProcessor(codecs, identity);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(store(ROLLOUTS), store(BUCKETS), store(PLANS));
        }

        /**
         * In memory: bounded by the number of running rollouts, and restored from its changelog.
         */
        private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
            return Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                    .withLoggingEnabled(
                            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(2 << 20)))
                    .withCachingDisabled();
        }
    }
}
