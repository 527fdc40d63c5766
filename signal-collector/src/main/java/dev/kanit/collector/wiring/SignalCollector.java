package dev.kanit.collector.wiring;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.codec.plan.Source;
import dev.kanit.collector.check.Redaction;
import dev.kanit.collector.check.run.CheckAccess;
import dev.kanit.collector.check.run.CheckRunner;
import dev.kanit.collector.check.run.GroupRun;
import dev.kanit.collector.check.run.RolloutChecks;
import dev.kanit.collector.follow.ConsumerSettings;
import dev.kanit.collector.follow.DecisionFollower;
import dev.kanit.collector.publish.CheckLog;
import dev.kanit.collector.publish.CheckPublisher;
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
import dev.kanit.wire.CheckResult;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalSnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
    private final CheckPublisher checkPublisher;
    private final CheckRunner checkRunner;
    private final RolloutChecks checks;
    private final DecisionFollower follower;

    private SignalCollector(SignalCollectorConfig config) {
        registry = new SchemaRegistryClient(config.registry(), REGISTRY_TIMEOUT);
        producer = ProducerSettings.open(config.kafka());
        String name = producerName(config);
        publisher =
                new SnapshotPublisher(
                        producer, new LateCodec<>(SignalSnapshot.class, registry), name);
        checkPublisher =
                new CheckPublisher(
                        producer, new LateCodec<>(CheckResult.class, registry), name + "/checks");
        Placeholders placeholders = new Placeholders(config.environment());
        rounds =
                new RolloutRounds(
                        plan -> open(plan, placeholders),
                        publisher,
                        InstantSource.system(),
                        statistics);
        InstantSource clock = InstantSource.system();
        CheckAccess access = config.checks();
        checkRunner = new CheckRunner(access, sources(access), clock);
        checks =
                new RolloutChecks(
                        new GroupRun(checkRunner, new Redaction(access.secrets()), clock),
                        checkPublisher,
                        clock);
        follower =
                DecisionFollower.start(
                        ConsumerSettings.open(config.kafka(), config.groupId()),
                        new LateCodec<>(RolloutDecision.class, registry),
                        List.of(
                                new RoundsWork(rounds, config.plans()),
                                new ChecksWork(
                                        checks,
                                        new CheckLog(
                                                config.kafka(),
                                                new LateCodec<>(CheckResult.class, registry)),
                                        SignalCollector::planFile)));
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

    /** Results of checks that the brokers acknowledged. */
    public long checksPublished() {
        return checkPublisher.published();
    }

    /** Results of checks that could not be written. */
    public long checkFailures() {
        return checkPublisher.failures();
    }

    /** Opens what checks ask for metrics: the source of a plan. */
    public static Function<CollectionPlan, SignalSource> sources(CheckAccess access) {
        Placeholders placeholders = new Placeholders(access.variables());
        return plan -> open(plan, placeholders);
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

    private static Optional<PlanFile> planFile(String text) {
        return dev.kanit.codec.plan.PlanReader.read(text) instanceof PlanReading.Accepted accepted
                ? Optional.of(accepted.file())
                : Optional.empty();
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
        checks.close();
        checkRunner.close();
        producer.close(LAST_SNAPSHOTS);
        registry.close();
    }
}
