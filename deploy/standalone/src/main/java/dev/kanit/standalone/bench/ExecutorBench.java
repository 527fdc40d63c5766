package dev.kanit.standalone.bench;

import dev.kanit.executor.ExecutorSettings;
import dev.kanit.executor.RollbackExecutor;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.log.FollowerHealth;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.RolloutDecision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Many rollouts are rolled back at once: the real executor on a real broker, against an API server
 * of the benchmark's own, or a cluster's.
 */
public final class ExecutorBench {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int rollouts;
    private final int rounds;
    private final Consumer<String> progress;
    private final Optional<Path> kubeconfig;

    /**
     * @param rollouts rolled back at once, 1 to 1 000
     * @param rounds measured after the first, 1 to 100
     * @param kubeconfig of a cluster whose API server is taken; empty for one of the benchmark's
     *     own
     * @param progress told what is being done
     */
    public ExecutorBench(
            int rollouts, int rounds, Optional<Path> kubeconfig, Consumer<String> progress) {
        if (rollouts < 1 || rollouts > 1_000) {
            throw new IllegalArgumentException("rollouts: " + rollouts + " (expected: 1 to 1000)");
        }
        if (rounds < 1 || rounds > 100) {
            throw new IllegalArgumentException("rounds: " + rounds + " (expected: 1 to 100)");
        }
        this.rollouts = rollouts;
        this.rounds = rounds;
        this.kubeconfig = kubeconfig;
        this.progress = progress;
    }

    /** Nanoseconds of one round, one of each per rollout. */
    private record Round(List<Long> toZero, List<Long> toEnd) {
        Round {
            toZero = List.copyOf(toZero);
            toEnd = List.copyOf(toEnd);
        }
    }

    public ExecutorFigures run(Path directory)
            throws IOException, InterruptedException, ExecutionException {
        progress.accept("broker, registry, executor");
        try (BenchCluster cluster = new BenchCluster(directory);
                BenchApiServer server = server();
                RollbackExecutor executor =
                        RollbackExecutor.start(
                                ExecutorSettings.of(cluster.bootstrapServers(), "bench").warmedUp(),
                                cluster.registry(),
                                Actuators.of(server.kinds()))) {
            awaitFollowing(executor);
            progress.accept("first round");
            Round cold = round(cluster, server, 0);
            List<Long> toZero = new ArrayList<>();
            List<Long> toEnd = new ArrayList<>();
            for (int number = 0; number < rounds; number++) {
                progress.accept("round %d of %d".formatted(number + 1, rounds));
                Round round = round(cluster, server, number + 1);
                toZero.addAll(round.toZero());
                toEnd.addAll(round.toEnd());
            }
            progress.accept("bare PATCH requests");
            long[] _ = server.barePatches(rollouts);
            List<Long> bare = new ArrayList<>();
            for (int number = 0; number < rounds; number++) {
                for (long nanos : server.barePatches(rollouts)) {
                    bare.add(nanos);
                }
            }
            return new ExecutorFigures(
                    millis(toZero, 0.5),
                    millis(toZero, 0.99),
                    rollouts,
                    millis(cold.toZero(), 0.99),
                    rounds,
                    millis(toEnd, 0.99),
                    millis(bare, 0.5),
                    millis(bare, 0.99),
                    server.what());
        }
    }

    private BenchApiServer server() throws IOException {
        return kubeconfig.isPresent()
                ? new ClusterApiServer(kubeconfig.get())
                : new LocalApiServer();
    }

    /**
     * Time runs from handing a decision to the producer, which is before anybody can see it: what
     * is told is an upper bound.
     */
    private Round round(BenchCluster cluster, BenchApiServer server, int number)
            throws IOException, InterruptedException {
        RecordCodec<RolloutDecision> decisions =
                RecordCodec.open(RolloutDecision.class, cluster.registry());
        RecordCodec<ActionOutcome> outcomes =
                RecordCodec.open(ActionOutcome.class, cluster.registry());
        Map<String, Integer> numbers = new HashMap<>();
        for (int rollout = 0; rollout < rollouts; rollout++) {
            numbers.put(name(number, rollout), rollout);
            server.ingress(name(number, rollout));
        }
        long[] sent = new long[rollouts];
        long[] ended = new long[rollouts];
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer(Map.of("linger.ms", 0));
                KafkaConsumer<byte[], byte[]> reader =
                        cluster.consumer(
                                Map.of(
                                        "isolation.level",
                                        "read_committed",
                                        "fetch.max.wait.ms",
                                        5))) {
            List<TopicPartition> wanted = BenchCluster.partitions(TopicCatalogue.ACTIONS);
            reader.assign(wanted);
            reader.seekToEnd(wanted);
            wanted.forEach(reader::position);
            Map<String, byte[]> orders = new HashMap<>();
            for (String name : numbers.keySet()) {
                orders.put(
                        name,
                        decisions.encode(
                                RollbackOrders.decision(name, number, server.namespace())));
            }
            // Connections are made, and the topic's leaders known, before the clock runs.
            producer.partitionsFor(TopicCatalogue.DECISIONS);
            orders.forEach(
                    (name, order) -> {
                        sent[numbers.getOrDefault(name, 0)] = System.nanoTime();
                        send(producer, name, order);
                    });
            producer.flush();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            int open = rollouts;
            while (open > 0) {
                requireBefore(deadline, open + " rollbacks of round " + number + " are open");
                for (ConsumerRecord<byte[], byte[]> one : reader.poll(Duration.ofMillis(5))) {
                    long now = System.nanoTime();
                    String name = new String(one.key(), StandardCharsets.UTF_8);
                    Integer rollout = numbers.get(name);
                    if (rollout == null) {
                        continue;
                    }
                    if (outcomes.decode(one.value()).getFinished()) {
                        ended[rollout] = now;
                        open--;
                    }
                }
            }
        }
        List<Long> toZero = new ArrayList<>();
        List<Long> toEnd = new ArrayList<>();
        numbers.forEach(
                (name, rollout) -> {
                    long zero = server.zeroAtNanos(name);
                    if (zero == 0) {
                        throw new IllegalStateException(name + ": never at zero");
                    }
                    toZero.add(zero - sent[rollout]);
                    toEnd.add(ended[rollout] - sent[rollout]);
                });
        return new Round(toZero, toEnd);
    }

    private static String name(int round, int rollout) {
        return "bench-" + round + "-" + rollout;
    }

    private static void awaitFollowing(RollbackExecutor executor) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!(executor.health() instanceof FollowerHealth.Following)) {
            requireBefore(deadline, "the executor is " + executor.health());
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static double millis(List<Long> nanos, double quantile) {
        List<Long> sorted = nanos.stream().sorted().toList();
        long value = sorted.get((int) Math.ceil(quantile * sorted.size()) - 1);
        return Math.round(value / 100_000.0) / 10.0;
    }

    /** The producer keeps its order and retries; flush and close report what could not be sent. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void send(KafkaProducer<byte[], byte[]> producer, String name, byte[] value) {
        producer.send(
                new ProducerRecord<>(
                        TopicCatalogue.DECISIONS, name.getBytes(StandardCharsets.UTF_8), value),
                (_, failure) -> {
                    if (failure != null) {
                        throw new IllegalStateException("a decision could not be sent", failure);
                    }
                });
    }

    private static void requireBefore(long deadlineNanos, String what) {
        if (System.nanoTime() > deadlineNanos) {
            throw new IllegalStateException(
                    what + " (expected: done within " + PATIENCE.toSeconds() + " s)");
        }
    }
}
