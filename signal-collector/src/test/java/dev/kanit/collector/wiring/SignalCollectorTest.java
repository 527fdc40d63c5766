package dev.kanit.collector.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.Source;
import dev.kanit.collector.check.run.CheckAccess;
import dev.kanit.collector.check.run.CheckLab;
import dev.kanit.collector.source.PlanA;
import dev.kanit.embedded.EmbeddedKafka;
import dev.kanit.embedded.EmbeddedRegistry;
import dev.kanit.sampletarget.SampleTarget;
import dev.kanit.sampletarget.SampleTargetOptions;
import dev.kanit.sampletarget.Scenario;
import dev.kanit.schemas.CloudEventHeaders;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicAdministration;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.CheckOutcome;
import dev.kanit.wire.CheckResult;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalReading;
import dev.kanit.wire.SignalSnapshot;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
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
import org.junit.jupiter.api.io.TempDir;

/** The collector on a real broker, against a real target. */
final class SignalCollectorTest {

    @TempDir static Path directory;
    private static EmbeddedKafka kafka;
    private static EmbeddedRegistry registry;
    private static SampleTarget target;
    private static KafkaProducer<byte[], byte[]> decisions;
    private static RecordCodec<RolloutDecision> decisionCodec;
    private static RecordCodec<SignalSnapshot> snapshotCodec;
    private static RecordCodec<CheckResult> checkCodec;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(directory, 1);
        registry = EmbeddedRegistry.start(kafka.bootstrapServers());
        try (Admin admin = Admin.create(connection())) {
            TopicAdministration.ensureTopics(admin, 4, (short) 1);
        }
        SchemaRegistryClient client =
                new SchemaRegistryClient(registry.uri(), Duration.ofSeconds(5));
        SchemaRegistration.registerAll(client);
        decisionCodec = RecordCodec.open(RolloutDecision.class, client);
        checkCodec = RecordCodec.open(CheckResult.class, client);
        snapshotCodec = RecordCodec.open(SignalSnapshot.class, client);
        decisions =
                new KafkaProducer<>(
                        connection(), new ByteArraySerializer(), new ByteArraySerializer());
        target =
                SampleTarget.start(
                        SampleTargetOptions.of(Scenario.HEALTHY).atRequestsPerSecond(200));
    }

    @AfterAll
    static void stop() {
        target.close();
        decisions.close();
        registry.close();
        kafka.close();
    }

    @Test
    void startedRolloutIsMeasuredUntilItIsCompleted() throws Exception {
        try (SignalCollector collector = collector("one")) {
            decide("r-1", DecisionKind.STARTED, "the plan");
            await(() -> collector.published() >= 5);
            assertThat(collector.isHealthy()).isTrue();
            decide("r-1", DecisionKind.COMPLETED, null);
            await(() -> collector.rolloutIds().isEmpty());
        }
        List<ConsumerRecord<byte[], byte[]>> records = recordsOf("r-1", TopicCatalogue.SIGNALS);
        assertThat(records).hasSizeGreaterThanOrEqualTo(5);
        long sequence = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            SignalSnapshot snapshot = snapshotCodec.decode(record.value());
            assertThat(snapshot.getSequence()).isEqualTo(++sequence);
            assertThat(snapshot.getTakenAt().toEpochMilli() % 100).isZero();
            assertThat(snapshot.getReadings()).hasSize(21);
            assertThat(CloudEventHeaders.read(record.headers()))
                    .hasValueSatisfying(
                            event ->
                                    assertThat(event.id())
                                            .isEqualTo(
                                                    snapshot.getProducer()
                                                            + "/r-1/"
                                                            + snapshot.getSequence()));
        }
        assertThat(snapshotCodec.decode(records.getLast().value()).getReadings())
                .filteredOn(reading -> reading.getSignal().equals("event_loop_lag_p95"))
                .singleElement()
                .extracting(SignalReading::getCanary)
                .satisfies(lag -> assertThat(lag).isBetween(10.0, 14.0));
    }

    @Test
    void collectorThatStartsLaterTakesUpOnlyWhatIsUnderWay() throws Exception {
        decide("r-over", DecisionKind.STARTED, "the plan");
        decide("r-over", DecisionKind.ROLLED_BACK, null);
        decide("r-open", DecisionKind.STARTED, "the plan");
        decide("r-broken", DecisionKind.STARTED, "no plan");
        try (SignalCollector collector = collector("later")) {
            await(() -> collector.rolloutIds().contains("r-open"));
            assertThat(collector.rolloutIds()).containsExactly("r-open");
        }
        decide("r-open", DecisionKind.COMPLETED, null);
    }

    @Test
    void twoCollectorsShareTheRolloutsAndOneTakesOverTheOthers() throws Exception {
        Set<String> all = new TreeSet<>();
        for (int i = 0; i < 12; i++) {
            all.add("s-" + i);
            decide("s-" + i, DecisionKind.STARTED, "the plan");
        }
        try (SignalCollector first = collector("share")) {
            await(() -> first.rolloutIds().containsAll(all));
            try (SignalCollector second = collector("share")) {
                await(
                        () ->
                                !second.rolloutIds().isEmpty()
                                        && union(first, second).containsAll(all)
                                        && first.rolloutIds().size() < all.size());
                assertThat(first.rolloutIds()).doesNotContainAnyElementsOf(second.rolloutIds());
            }
            await(() -> first.rolloutIds().containsAll(all));
        }
        for (String id : all) {
            decide(id, DecisionKind.COMPLETED, null);
        }
    }

    @Test
    void checksOfARolloutAreRunWhenTheyAreDueAndRecorded() throws Exception {
        String plan =
                CheckLab.plan(
                        """
                        early:
                          at: 1s
                          run:
                            page: {http: {url: "${TARGET_URL}/login", headers: {date: "*"}}}
                            gone: {http: {url: "${TARGET_URL}/release/x"}, optional: true}
                            word: {attestation: {statement: it is signed}}
                        late:
                          run:
                            keys: {burst: {url: "${TARGET_URL}/api/orders/once", keys: one, expect: {200: 1, 409: 99}}}
                        """);
        try (SignalCollector collector = collector("checks")) {
            await(collector::isHealthy);
            decideNow("r-checks", plan);
            await(() -> collector.checksPublished() >= 3);
            decide("r-checks", DecisionKind.COMPLETED, null);
            await(() -> collector.rolloutIds().isEmpty());
            assertThat(collector.checkFailures()).isZero();
        }
        List<ConsumerRecord<byte[], byte[]>> records = recordsOf("r-checks", TopicCatalogue.CHECKS);
        Map<String, CheckResult> results = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            CheckResult result = checkCodec.decode(record.value());
            results.put(result.getCheck(), result);
            assertThat(CloudEventHeaders.read(record.headers())).isPresent();
        }
        assertThat(results)
                .hasSize(3)
                .hasEntrySatisfying("page", one -> assertOutcome(one, CheckOutcome.PASSED, "early"))
                .hasEntrySatisfying("gone", one -> assertOutcome(one, CheckOutcome.WARNED, "early"))
                .hasEntrySatisfying("keys", one -> assertOutcome(one, CheckOutcome.PASSED, "late"));
        assertThat(records.getLast().value())
                .isEqualTo(checkCodec.encode(Objects.requireNonNull(results.get("keys"))));
        assertThat(results.values())
                .allSatisfy(
                        one -> {
                            assertThat(one.getRun()).isEqualTo(1);
                            assertThat(one.getPlanDigest())
                                    .isEqualTo(dev.kanit.codec.plan.PlanReader.digest(plan));
                            assertThat(one.toString())
                                    .doesNotContain(target.routerUri().toString());
                        });
    }

    @Test
    void collectorThatStartsBeforeTheFirstStageRunsTheChecksAndAfterItDoesNot() throws Exception {
        String plan = CheckLab.planWith("page: {http: {url: \"${TARGET_URL}/login\"}}\n");
        decideNow("r-before", plan);
        decideNow("r-after", plan);
        decide("r-after", DecisionKind.STAGE_ENTERED, null);
        try (SignalCollector collector = collector("restarted")) {
            await(() -> collector.checksPublished() >= 1);
            decide("r-before", DecisionKind.COMPLETED, null);
            decide("r-after", DecisionKind.COMPLETED, null);
            await(() -> collector.rolloutIds().isEmpty());
        }
        assertThat(recordsOf("r-before", TopicCatalogue.CHECKS)).hasSize(1);
        assertThat(recordsOf("r-after", TopicCatalogue.CHECKS)).isEmpty();
    }

    private static void assertOutcome(CheckResult result, CheckOutcome outcome, String group) {
        assertThat(result.getOutcome()).as(result.getObserved()).isEqualTo(outcome);
        assertThat(result.getGroup()).isEqualTo(group);
        assertThat(result.getExpected()).isNotEmpty();
        assertThat(result.getObserved()).isNotEmpty();
    }

    private static void decideNow(String id, String plan)
            throws InterruptedException, ExecutionException {
        RolloutDecision started = Decisions.of(id, DecisionKind.STARTED, plan);
        started.setDecidedAt(Instant.now());
        send(id, started);
    }

    @Test
    void inAContextItTellsItsHealthAndItsCounts() throws Exception {
        PlanReader plans = SignalCollectorTest::plan;
        Map<String, Object> properties =
                Map.of(
                        "micronaut.server.port",
                        -1,
                        "micronaut.server.host",
                        "127.0.0.1",
                        "kanit.kafka.bootstrap-servers",
                        kafka.bootstrapServers(),
                        "kanit.registry.url",
                        registry.uri().toString(),
                        "kanit.collector.group-id",
                        "context",
                        "endpoints.health.details-visible",
                        "ANONYMOUS",
                        "endpoints.prometheus.sensitive",
                        false);
        try (ApplicationContext context =
                        ApplicationContext.builder()
                                .properties(properties)
                                .singletons(plans)
                                .start();
                HttpClient http = HttpClient.newHttpClient()) {
            SignalCollector collector = context.getBean(SignalCollector.class);
            await(collector::isHealthy);
            URI server = context.getBean(EmbeddedServer.class).start().getURI();
            assertThat(get(http, server.resolve("/health")))
                    .contains("\"signal-collector\":{")
                    .startsWith("{\"name\":\"application\",\"status\":\"UP\"");
            assertThat(get(http, server.resolve("/prometheus")))
                    .contains(
                            "kanit_collector_rounds_total",
                            "kanit_collector_absences_total{reason=\"timed_out\"}",
                            "kanit_collector_rollouts 0.0");
        }
    }

    private static String get(HttpClient http, URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static CollectionPlan plan(String text) {
        if (!text.equals("the plan")) {
            throw new IllegalArgumentException("plan: " + text);
        }
        return PlanA.from(
                new Source.Scrape(
                        List.of("${TARGET}"),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(2),
                        PlanA.tracks()),
                Duration.ofSeconds(2));
    }

    private static Set<String> union(SignalCollector first, SignalCollector second) {
        Set<String> union = new TreeSet<>(first.rolloutIds());
        union.addAll(second.rolloutIds());
        return union;
    }

    private static SignalCollector collector(String group) {
        return SignalCollector.start(
                new SignalCollectorConfig(
                        connection(),
                        registry.uri(),
                        group,
                        "test",
                        Map.of("TARGET", target.metricsUri().toString()),
                        SignalCollectorTest::plan,
                        CheckAccess.of(
                                new TreeMap<>(
                                        Map.of("TARGET_URL", target.routerUri().toString())))));
    }

    private static void decide(String id, DecisionKind kind, @Nullable String plan)
            throws InterruptedException, ExecutionException {
        send(id, Decisions.of(id, kind, plan));
    }

    private static void send(String id, RolloutDecision decision)
            throws InterruptedException, ExecutionException {
        decisions
                .send(
                        new ProducerRecord<>(
                                TopicCatalogue.DECISIONS,
                                id.getBytes(StandardCharsets.UTF_8),
                                decisionCodec.encode(decision)))
                .get();
    }

    private static List<ConsumerRecord<byte[], byte[]>> recordsOf(String id, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        connection(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(
                                record -> {
                                    if (id.equals(
                                            new String(record.key(), StandardCharsets.UTF_8))) {
                                        found.add(record);
                                    }
                                });
            }
            return found;
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 60 s").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static Map<String, Object> connection() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
