package dev.kanit.collector.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kanit.collector.check.run.CheckAccess;
import dev.kanit.collector.check.run.CheckLab;
import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicAdministration;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.CheckResult;
import dev.kanit.wire.CheckRun;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A collector that ends in the middle of a group: the next one loses nothing, doubles nothing. */
final class RestartedInAGroupTest {

    private static final String PLAN =
            CheckLab.plan(
                    """
                    lab:
                      within: 5m
                      run:
                        quick: {http: {url: "${TARGET_URL}/quick"}}
                        slow: {http: {url: "${TARGET_URL}/slow"}, timeout: 5m}
                    """);

    private static TestCluster cluster;
    private static HttpServer server;
    private static RecordCodec<CheckResult> results;
    private static RecordCodec<RolloutDecision> decisions;
    private static KafkaProducer<byte[], byte[]> producer;
    private static final AtomicInteger QUICK = new AtomicInteger();
    private static final AtomicInteger SLOW = new AtomicInteger();
    private static final CountDownLatch OPEN = new CountDownLatch(1);

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cluster = TestCluster.start();
        SchemaRegistryClient registry =
                new SchemaRegistryClient(cluster.registryUri(), Duration.ofSeconds(5));
        SchemaRegistration.registerAll(registry);
        try (Admin admin = Admin.create(connection())) {
            TopicAdministration.ensureTopics(admin, 4, (short) 1);
        }
        results = RecordCodec.open(CheckResult.class, registry);
        decisions = RecordCodec.open(RolloutDecision.class, registry);
        producer =
                new KafkaProducer<>(
                        connection(), new ByteArraySerializer(), new ByteArraySerializer());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    boolean slow = exchange.getRequestURI().getPath().equals("/slow");
                    if (slow || exchange.getRequestURI().getPath().equals("/quick")) {
                        (slow ? SLOW : QUICK).incrementAndGet();
                    }
                    try {
                        if (slow) {
                            OPEN.await();
                        }
                        exchange.sendResponseHeaders(200, -1);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    } finally {
                        exchange.close();
                    }
                });
        server.start();
    }

    @AfterAll
    static void stop() {
        OPEN.countDown();
        server.stop(0);
        producer.close();
        cluster.close();
    }

    @Test
    void nextCollectorRunsWhatIsMissingAndNothingTwice() throws Exception {
        decide(DecisionKind.STARTED, PLAN, List.of());
        try (SignalCollector first = collector()) {
            await(() -> first.checksPublished() == 1 && SLOW.get() == 1);
        }
        assertThat(runs()).as("the slow one has no result").containsExactly("quick 1");

        OPEN.countDown();
        try (SignalCollector second = collector()) {
            await(() -> second.checksPublished() == 1);
            assertThat(runs()).containsExactly("quick 1", "slow 1");

            decide(DecisionKind.NO_GO, null, List.of());
            decide(DecisionKind.RERUN_ORDERED, null, List.of(new CheckRun("slow", 2)));
            await(() -> second.checksPublished() == 2);
        }
        decide(DecisionKind.RERUN_ORDERED, null, List.of(new CheckRun("quick", 2)));
        try (SignalCollector third = collector()) {
            await(() -> third.checksPublished() == 1);
            decide(DecisionKind.COMPLETED, null, List.of());
            await(() -> third.rolloutIds().isEmpty());
            assertThat(third.checksPublished()).isEqualTo(1);
        }

        assertThat(runs()).containsExactly("quick 1", "slow 1", "slow 2", "quick 2");
        assertThat(QUICK).hasValue(2);
    }

    private static SignalCollector collector() {
        Map<String, String> environment =
                Map.of(
                        "TARGET_URL",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                        "METRICS",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
        return SignalCollector.start(
                new SignalCollectorConfig(
                        connection(),
                        cluster.registryUri(),
                        "restarted",
                        "one",
                        environment,
                        text -> CheckLab.read(text).collection(),
                        CheckAccess.of(new TreeMap<>(environment))));
    }

    private static void decide(DecisionKind kind, @Nullable String plan, List<CheckRun> runs)
            throws ExecutionException, InterruptedException {
        RolloutDecision decision = Decisions.of("r", kind, plan);
        decision.setDecidedAt(Instant.now());
        decision.setRuns(runs);
        producer.send(
                        new ProducerRecord<>(
                                TopicCatalogue.DECISIONS,
                                "r".getBytes(StandardCharsets.UTF_8),
                                decisions.encode(decision)))
                .get();
    }

    /** What the topic has, in order. */
    private static List<String> runs() {
        List<String> seen = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        connection(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all =
                    consumer.partitionsFor(TopicCatalogue.CHECKS).stream()
                            .map(one -> new TopicPartition(one.topic(), one.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream()
                    .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    CheckResult result = results.decode(record.value());
                    seen.add(result.getCheck() + " " + result.getRun());
                }
            }
        }
        return seen;
    }

    private static Map<String, Object> connection() {
        return Map.of("bootstrap.servers", cluster.bootstrapServers());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within a minute").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
