package dev.kanit.collector.wiring;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.Source;
import dev.kanit.collector.follow.ConsumerSettings;
import dev.kanit.collector.follow.DecisionFollower;
import dev.kanit.collector.publish.ProducerSettings;
import dev.kanit.collector.publish.SnapshotPublisher;
import dev.kanit.collector.round.RolloutRounds;
import dev.kanit.collector.round.RoundStatistics;
import dev.kanit.collector.round.SignalSource;
import dev.kanit.collector.round.SnapshotSink;
import dev.kanit.collector.source.Placeholders;
import dev.kanit.collector.source.PrometheusSource;
import dev.kanit.collector.source.ScrapeSource;
import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalSnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;

/** The whole collector, without a framework. */
public final class SignalCollector implements AutoCloseable {

    private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LAST_SNAPSHOTS = Duration.ofSeconds(5);

    private final SchemaRegistryClient registry;
    private final Producer<byte[], byte[]> producer;
    private final SnapshotPublisher publisher;
    private final RoundStatistics statistics = new RoundStatistics();
    private final RolloutRounds rounds;
    private final DecisionFollower follower;

    private SignalCollector(SignalCollectorConfig config) {
        registry = new SchemaRegistryClient(config.registry(), REGISTRY_TIMEOUT);
        producer = ProducerSettings.open(config.kafka());
        publisher =
                new SnapshotPublisher(
                        producer,
                        new LateCodec<>(SignalSnapshot.class, registry),
                        producerName(config));
        Placeholders placeholders = new Placeholders(config.environment());
        rounds =
                new RolloutRounds(
                        plan -> open(plan, placeholders),
                        publisher,
                        InstantSource.system(),
                        statistics);
        follower =
                DecisionFollower.start(
                        ConsumerSettings.open(config.kafka(), config.groupId()),
                        new LateCodec<>(RolloutDecision.class, registry),
                        config.plans(),
                        rounds);
    }

    /** Starts to follow rollouts; waits for a registry that does not answer yet. */
    public static SignalCollector start(SignalCollectorConfig config) {
        return new SignalCollector(config);
    }

    /** Where snapshots go that others took. */
    public SnapshotSink sink() {
        return publisher;
    }

    public RoundStatistics statistics() {
        return statistics;
    }

    /** Snapshots that the brokers acknowledged. */
    public long published() {
        return publisher.published();
    }

    /** Snapshots that could not be written. */
    public long publishFailures() {
        return publisher.failures();
    }

    /** Ids of the rollouts whose rounds are taken by this instance. */
    public Set<String> rolloutIds() {
        return rounds.rolloutIds();
    }

    /** Whether decisions are being read. */
    public boolean isHealthy() {
        return trouble().isEmpty();
    }

    /** Why decisions are not being read; empty when they are. */
    public Optional<String> trouble() {
        return follower.trouble();
    }

    /** Every start counts its snapshots from 1, and so needs a name of its own. */
    private static String producerName(SignalCollectorConfig config) {
        return "signal-collector/"
                + config.instance()
                + "/"
                + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    }

    private static SignalSource open(CollectionPlan plan, Placeholders placeholders) {
        return switch (plan.source()) {
            case Source.Prometheus prometheus -> new PrometheusSource(prometheus, placeholders);
            case Source.Scrape scrape -> ScrapeSource.of(scrape, plan, placeholders);
            case Source.Push _ ->
                    throw new IllegalArgumentException("source: push (expected: one to ask)");
        };
    }

    /** Ends all rounds, and writes what was taken. */
    @Override
    public void close() {
        follower.close();
        rounds.close();
        producer.close(LAST_SNAPSHOTS);
        registry.close();
    }
}
