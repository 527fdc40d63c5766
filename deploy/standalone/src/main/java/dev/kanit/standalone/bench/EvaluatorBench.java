package dev.kanit.standalone.bench;

import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rule.Rulebook;
import dev.kanit.evaluator.streams.EvaluatorSettings;
import dev.kanit.evaluator.streams.StageEvaluator;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * How fast the real topology is, on a real broker in the same JVM, beside a plain consumer loop
 * over the same topic.
 */
public final class EvaluatorBench {

    private static final int LATENCY_SNAPSHOTS_PER_SECOND = 1_000;
    private static final int LATENCY_ROLLOUTS = 1_000;
    private static final int WARM_UP_SECONDS = 15;

    /** One snapshot in this many leads to a decision: a busy day, and a storm. */
    private static final int BUSY = 10;

    private static final int STORM = 2;

    /** More would be too far ahead of the log's clock when they are appended. */
    private static final int MAX_SNAPSHOTS_PER_ROLLOUT = 100;

    private static final int AIM_PER_SECOND = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final BenchOptions options;
    private final Consumer<String> progress;
    private long newestTakenMillis;

    public EvaluatorBench(BenchOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /** Runs everything; blocks for about five times {@link BenchOptions#seconds}. */
    public EvaluatorFigures run(Path directory)
            throws IOException, InterruptedException, ExecutionException {
        try (BenchCluster cluster = new BenchCluster(directory.resolve("kafka"))) {
            BenchRecords records = new BenchRecords(cluster.registry());
            EvaluatorSettings settings =
                    EvaluatorSettings.local(
                                    cluster.bootstrapServers(),
                                    cluster.registryUri(),
                                    directory.resolve("state"))
                            .withThreads(options.threads());
            progress.accept("starting " + options.rollouts() + " rollouts");
            startRollouts(cluster, records, settings);
            int each =
                    Math.clamp(
                            (long) options.seconds() * AIM_PER_SECOND / options.rollouts(),
                            10,
                            MAX_SNAPSHOTS_PER_ROLLOUT);
            progress.accept("appending " + each + " snapshots of each");
            append(cluster, records, each);
            progress.accept("plain consumer loop");
            double raw = raw(cluster, each);
            progress.accept("evaluator");
            try (StageEvaluator evaluator = StageEvaluator.start(settings)) {
                double rate = throughput(cluster);
                progress.accept("latency");
                awaitPresent();
                long[] busy = latencies(cluster, records, BUSY, WARM_UP_SECONDS);
                progress.accept("latency in a storm of decisions");
                long[] storm = latencies(cluster, records, STORM, 0);
                long state = stateBytes(records);
                int readings = records.plan().plan().signals().size();
                if (!evaluator.isRunning()) {
                    throw new IllegalStateException("the evaluator stopped (expected: running)");
                }
                return new EvaluatorFigures(
                        Math.round(rate),
                        Math.round(rate * readings),
                        Math.round(raw),
                        rate / raw,
                        quantile(busy, 0.5),
                        quantile(busy, 0.99),
                        quantile(storm, 0.99),
                        state,
                        options.rollouts());
            }
        }
    }

    private void startRollouts(
            BenchCluster cluster, BenchRecords records, EvaluatorSettings settings)
            throws InterruptedException {
        RecordCodec<RolloutDecision> codec =
                RecordCodec.open(RolloutDecision.class, cluster.registry());
        try (StageEvaluator evaluator = StageEvaluator.start(settings);
                KafkaProducer<byte[], byte[]> producer =
                        cluster.producer(Map.of("linger.ms", 5, "max.request.size", 4 << 20));
                KafkaConsumer<byte[], byte[]> decisions =
                        cluster.consumer(Map.of("isolation.level", "read_committed"))) {
            evaluator.awaitRunning(PATIENCE);
            for (int number = 0; number < options.rollouts(); number++) {
                String id = BenchRecords.rolloutId(number);
                send(producer, record(TopicCatalogue.COMMANDS, id, records.start(id)));
            }
            producer.flush();
            decisions.assign(BenchCluster.partitions(TopicCatalogue.DECISIONS));
            int baking = 0;
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (baking < options.rollouts()) {
                requireBefore(deadline, "rollouts baking: " + baking);
                for (ConsumerRecord<byte[], byte[]> one : decisions.poll(Duration.ofMillis(100))) {
                    RolloutDecision decision = codec.decode(one.value());
                    if (decision.getKind() == DecisionKind.STAGE_ENTERED) {
                        send(
                                producer,
                                record(
                                        TopicCatalogue.ACTIONS,
                                        decision.getRolloutId(),
                                        records.weightApplied(
                                                decision.getRolloutId(),
                                                decision.getDecisionId(),
                                                decision.getGeneration())));
                    }
                    baking += decision.getKind() == DecisionKind.STAGE_BEGAN ? 1 : 0;
                }
            }
        }
    }

    private void append(BenchCluster cluster, BenchRecords records, int each) {
        try (KafkaProducer<byte[], byte[]> producer =
                cluster.producer(Map.of("linger.ms", 20, "batch.size", 512 << 10, "acks", "1"))) {
            long first = System.currentTimeMillis();
            for (int round = 0; round < each; round++) {
                for (int number = 0; number < options.rollouts(); number++) {
                    String id = BenchRecords.rolloutId(number);
                    long taken = first + round * BenchRecords.INTERVAL_MILLIS;
                    newestTakenMillis = taken;
                    send(
                            producer,
                            record(
                                    TopicCatalogue.SIGNALS,
                                    id,
                                    records.snapshot(id, round + 1L, taken, false)));
                }
            }
        }
    }

    /** Polls and decodes every snapshot once, on one thread. */
    private double raw(BenchCluster cluster, int each) {
        RecordCodec<SignalSnapshot> codec =
                RecordCodec.open(SignalSnapshot.class, cluster.registry());
        long expected = (long) each * options.rollouts();
        try (KafkaConsumer<byte[], byte[]> consumer =
                cluster.consumer(
                        Map.of("max.poll.records", 2_000, "max.partition.fetch.bytes", 4 << 20))) {
            consumer.assign(BenchCluster.partitions(TopicCatalogue.SIGNALS));
            consumer.poll(Duration.ofSeconds(1));
            consumer.seekToBeginning(consumer.assignment());
            long begin = System.nanoTime();
            long count = 0;
            long readings = 0;
            while (count < expected) {
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofSeconds(1))) {
                    readings += codec.decode(one.value()).getReadings().size();
                    count++;
                }
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (readings != count * 25) {
                throw new IllegalStateException("readings: " + readings + " (expected: 25 each)");
            }
            return count / seconds;
        }
    }

    /** Committed snapshots per second, from the first commit seen until the backlog is gone. */
    private static double throughput(BenchCluster cluster)
            throws ExecutionException, InterruptedException {
        try (Admin admin = cluster.admin();
                KafkaConsumer<byte[], byte[]> ends = cluster.consumer(Map.of())) {
            List<TopicPartition> partitions = BenchCluster.partitions(TopicCatalogue.SIGNALS);
            long end = ends.endOffsets(partitions).values().stream().mapToLong(v -> v).sum();
            long firstCommitted = -1;
            long firstNanos = 0;
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                requireBefore(deadline, "backlog");
                long committed = committed(admin, partitions);
                long now = System.nanoTime();
                if (committed > 0 && firstCommitted < 0) {
                    firstCommitted = committed;
                    firstNanos = now;
                }
                if (committed >= end) {
                    return (committed - firstCommitted) / ((now - firstNanos) / 1e9);
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    private static long committed(Admin admin, List<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        var offsets =
                admin.listConsumerGroupOffsets("stage-evaluator")
                        .partitionsToOffsetAndMetadata()
                        .get();
        long sum = 0;
        for (TopicPartition partition : partitions) {
            var offset = offsets.get(partition);
            sum += offset == null ? 0 : offset.offset();
        }
        return sum;
    }

    /** The backlog was dated ahead; what follows must not be older than it. */
    private void awaitPresent() {
        while (System.currentTimeMillis() <= newestTakenMillis) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** Milliseconds from just before the snapshot is sent until its decision is read. */
    private long[] latencies(
            BenchCluster cluster, BenchRecords records, int decisionEvery, int warmUpSeconds) {
        RecordCodec<RolloutDecision> codec =
                RecordCodec.open(RolloutDecision.class, cluster.registry());
        List<Long> seen = new ArrayList<>();
        int sent = options.seconds() + warmUpSeconds;
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer(Map.of("linger.ms", 0));
                KafkaConsumer<byte[], byte[]> decisions =
                        cluster.consumer(
                                Map.of(
                                        "isolation.level",
                                        "read_committed",
                                        "fetch.max.wait.ms",
                                        5))) {
            decisions.assign(BenchCluster.partitions(TopicCatalogue.DECISIONS));
            decisions.seekToEnd(decisions.assignment());
            decisions.poll(Duration.ofMillis(200));
            Thread sender =
                    Thread.ofPlatform()
                            .start(() -> sendPaced(producer, records, decisionEvery, sent));
            long quietSince = System.nanoTime();
            while (sender.isAlive() || System.nanoTime() - quietSince < 500_000_000L) {
                for (ConsumerRecord<byte[], byte[]> one : decisions.poll(Duration.ofMillis(5))) {
                    RolloutDecision decision = codec.decode(one.value());
                    if (decision.getKind() == DecisionKind.ALERTED) {
                        seen.add(
                                System.currentTimeMillis()
                                        - decision.getDecidedAt().toEpochMilli());
                        quietSince = System.nanoTime();
                    }
                }
            }
        }
        // The backlog took other paths: what decisions need is compiled in the first seconds.
        return seen.stream()
                .skip((long) seen.size() * warmUpSeconds / sent)
                .mapToLong(Long::longValue)
                .toArray();
    }

    private void sendPaced(
            KafkaProducer<byte[], byte[]> producer,
            BenchRecords records,
            int decisionEvery,
            int seconds) {
        int rollouts = Math.min(LATENCY_ROLLOUTS, options.rollouts());
        long begin = System.nanoTime();
        long total = (long) seconds * LATENCY_SNAPSHOTS_PER_SECOND;
        for (long number = 0; number < total; number++) {
            long due = begin + number * (1_000_000_000L / LATENCY_SNAPSHOTS_PER_SECOND);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long rollout = number % rollouts;
            String id = BenchRecords.rolloutId((int) rollout);
            // Spread over the rollouts, so that decisions come as evenly as snapshots do.
            boolean alerting = (rollout + number / rollouts) % decisionEvery == 1;
            send(
                    producer,
                    record(
                            TopicCatalogue.SIGNALS,
                            id,
                            records.snapshot(id, number, System.currentTimeMillis(), alerting)));
        }
        producer.flush();
    }

    /** Bytes in the stores for one rollout whose 15-minute windows are full. */
    private static long stateBytes(BenchRecords records) {
        Rulebook rules = new Rulebook(records.plan().plan());
        return StateFootprint.ofFullWindows(
                RolloutState.initial("bench-0", rules, 0), Duration.ofMinutes(16));
    }

    private static long quantile(long[] values, double quantile) {
        if (values.length == 0) {
            throw new IllegalStateException("no decision was seen (expected: some)");
        }
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(quantile * sorted.length) - 1];
    }

    /** The producer keeps its order and retries; flush and close report what could not be sent. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void send(
            KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> one) {
        producer.send(
                one,
                (_, failure) -> {
                    if (failure != null) {
                        throw new IllegalStateException("a record could not be sent", failure);
                    }
                });
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String id, byte[] value) {
        return new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), value);
    }

    private static void requireBefore(long deadlineNanos, String what) {
        if (System.nanoTime() > deadlineNanos) {
            throw new IllegalStateException(
                    what + " (expected: done within " + PATIENCE.toSeconds() + " s)");
        }
    }
}
