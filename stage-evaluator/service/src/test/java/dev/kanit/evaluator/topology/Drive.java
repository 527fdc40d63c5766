package dev.kanit.evaluator.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.codec.run.BuildIdentity;
import dev.kanit.evaluator.testing.SmallPlan;
import dev.kanit.evaluator.testing.Wire;
import dev.kanit.ledger.leaf.LeafWriter;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology without a broker: records in at given times, records out. */
final class Drive implements AutoCloseable {

    static final long START = 1_700_000_000_000L;

    /** An input as it was piped. */
    record Piped(String topic, long offset, long timestampMillis, String key, Bytes value) {

        /** Hash of the leaf that its record has in the log. */
        byte[] leafHash() {
            LeafWriter leaf = new LeafWriter();
            leaf.begin(offset, timestampMillis, key.getBytes(UTF_8), value.get());
            return new MerkleHasher().leaf(leaf.finish());
        }
    }

    private final TopologyTestDriver driver;
    private final Wire wire;
    private final Map<String, Long> offsets = new HashMap<>();
    private final List<Piped> piped = new ArrayList<>();
    private final List<TestRecord<byte[], byte[]>> decisions = new ArrayList<>();
    private long now = START;

    Drive(SchemaRegistryClient registry) {
        Properties properties = properties();
        BuildIdentity identity = new BuildIdentity("test", "core");
        Topology topology =
                EvaluatorTopology.build(new StreamsConfig(properties), registry, identity);
        driver = new TopologyTestDriver(topology, properties, Instant.ofEpochMilli(START));
        wire = new Wire(registry);
    }

    static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "stage-evaluator");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9");
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return properties;
    }

    Wire wire() {
        return wire;
    }

    long now() {
        return now;
    }

    /** A rollout whose first weight is in effect. */
    Drive started(String rollout) {
        pipe(TopicCatalogue.COMMANDS, rollout, wire.start(rollout, SmallPlan.TEXT));
        return apply(rollout);
    }

    /** The newest order of a rollout is carried out. */
    Drive apply(String rollout) {
        RolloutDecision order =
                decisions(rollout).stream()
                        .filter(one -> one.getOrder() != null)
                        .toList()
                        .getLast();
        return pipe(TopicCatalogue.ACTIONS, rollout, wire.applied(order));
    }

    /** A snapshot each second. */
    Drive snapshots(String rollout, int count, double latency) {
        for (int index = 0; index < count; index++) {
            pass(Duration.ofSeconds(1));
            snapshot(rollout, latency);
        }
        return this;
    }

    /** A snapshot taken now. */
    Drive snapshot(String rollout, double latency) {
        return pipe(TopicCatalogue.SIGNALS, rollout, wire.snapshot(rollout, now, latency));
    }

    Drive pipe(String topic, String key, byte @Nullable [] value) {
        return pipe(topic, key, value, new RecordHeaders());
    }

    Drive pipe(String topic, String key, byte @Nullable [] value, Headers headers) {
        long offset = offsets.merge(topic, 1L, Long::sum) - 1;
        piped.add(
                new Piped(
                        topic, offset, now, key, Bytes.wrap(value == null ? new byte[0] : value)));
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key.getBytes(UTF_8), value, headers, now));
        return this;
    }

    /** Wall clock and record time go on together. */
    Drive pass(Duration time) {
        now += time.toMillis();
        driver.advanceWallClockTime(time);
        return this;
    }

    List<Piped> piped() {
        return List.copyOf(piped);
    }

    /** Everything on a topic since it was last asked for. */
    List<TestRecord<byte[], byte[]>> read(String topic) {
        return driver.createOutputTopic(
                        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** All decisions so far, as records. */
    List<TestRecord<byte[], byte[]>> decisionRecords(String rollout) {
        decisions.addAll(read(TopicCatalogue.DECISIONS));
        return decisions.stream()
                .filter(one -> new String(one.key(), UTF_8).equals(rollout))
                .toList();
    }

    List<RolloutDecision> decisions(String rollout) {
        return decisionRecords(rollout).stream().map(one -> wire.decision(one.value())).toList();
    }

    static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
