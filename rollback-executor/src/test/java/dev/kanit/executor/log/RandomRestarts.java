package dev.kanit.executor.log;

import dev.kanit.executor.ExecutorSettings;
import dev.kanit.executor.RollbackExecutor;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.plan.Order;
import dev.kanit.executor.plan.StepOutcome;
import dev.kanit.executor.run.Patience;
import dev.kanit.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Executors on a real broker that are killed, joined, stopped and set back at random. */
final class RandomRestarts implements AutoCloseable {

    /** What may happen to them. */
    enum Fault {
        /** One dies at one of its next boundaries, without a word. */
        KILL,
        /** Another one comes, and partitions move to it. */
        JOIN,
        /** One leaves, and its partitions move. */
        LEAVE,
        /** All stop, and the group is set back to the first decision. */
        REPLAY
    }

    private static final int PARTITIONS = 2;
    private static final int MOST_AT_ONCE = 3;
    private static final int MOST_BOUNDARIES = 6;
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Patience IMPATIENT =
            new Patience(Duration.ofMillis(5), Duration.ofMillis(50));

    private final DecisionLog log;
    private final Random random;
    private final List<Fault> faults;
    private final Map<String, CountingTarget> targets = new ConcurrentHashMap<>();
    private final Queue<Supplier<StepOutcome>> underWay = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean nextChangeKills = new AtomicBoolean();
    private final MortalKind.Point[] points = MortalKind.Point.values();
    private final Boundaries passed = new Boundaries();
    private final Map<String, Object> clients;
    private final List<Alive> alive = new ArrayList<>();
    private int started;
    private int killed;

    private record Alive(RollbackExecutor executor, MortalKind kind) {}

    RandomRestarts(DecisionLog log, long seed, Set<Fault> faults) {
        this.log = log;
        this.random = new Random(seed);
        this.faults = faults.stream().sorted().toList();
        // Members learn of a rebalance by a heartbeat.
        this.clients = new HashMap<>(log.settings());
        clients.put("heartbeat.interval.ms", 50);
        clients.put("session.timeout.ms", 3_000);
    }

    /** The target of a rollout, made at the first question. */
    CountingTarget target(String rollout) {
        return targets.computeIfAbsent(rollout, _ -> new CountingTarget());
    }

    /** Executors that died. */
    int killed() {
        return killed;
    }

    /**
     * Decides {@code orders} one by one, and does harm in between and {@code rounds} times more.
     */
    void run(List<Order> orders, int rounds) throws Exception {
        for (Order order : orders) {
            log.decide(order);
            harm();
        }
        for (int round = 0; round < rounds; round++) {
            harm();
        }
    }

    /** From now on nobody is harmed. */
    void calm() {
        stopAll();
        start();
        start();
    }

    /** Decides {@code order}, and returns when somebody has died with a change under way. */
    void killWithAChangeUnderWay(Order order) throws Exception {
        nextChangeKills.set(underWay.isEmpty());
        log.decide(order);
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (underWay.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("nobody has sent a change after " + DEADLINE);
            }
            passed.awaitMore(1);
            bury();
            if (alive.isEmpty()) {
                start();
            }
        }
    }

    /** What was under way when its sender died arrives now; what the target said to it. */
    List<StepOutcome> arriveLate() {
        List<StepOutcome> answers = new ArrayList<>();
        for (var late = underWay.poll(); late != null; late = underWay.poll()) {
            answers.add(late.get());
        }
        return answers;
    }

    /** Sets the group back to the first decision; nobody runs meanwhile. */
    void replay() throws Exception {
        stopAll();
        try (Admin admin = Admin.create(log.settings())) {
            Map<TopicPartition, OffsetAndMetadata> first = new ConcurrentHashMap<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                first.put(
                        new TopicPartition(TopicCatalogue.DECISIONS, partition),
                        new OffsetAndMetadata(0));
            }
            long deadline = System.nanoTime() + DEADLINE.toNanos();
            while (!isSet(admin, first)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the group is not empty after " + DEADLINE);
                }
            }
        }
        start();
    }

    /** Refused while the broker still counts a member that is gone. */
    private static boolean isSet(Admin admin, Map<TopicPartition, OffsetAndMetadata> offsets)
            throws InterruptedException {
        try {
            admin.alterConsumerGroupOffsets(LogClients.GROUP, offsets).all().get();
            return true;
        } catch (ExecutionException _) {
            return false;
        }
    }

    private void harm() throws Exception {
        passed.awaitMore(random.nextInt(MOST_BOUNDARIES));
        bury();
        if (alive.isEmpty()) {
            start();
            return;
        }
        switch (faults.get(random.nextInt(faults.size()))) {
            case KILL -> any().kind().dieAt(points[random.nextInt(points.length)]);
            case JOIN -> {
                if (alive.size() < MOST_AT_ONCE) {
                    start();
                }
            }
            case LEAVE -> {
                Alive one = any();
                alive.remove(one);
                one.executor().close();
            }
            case REPLAY -> replay();
        }
    }

    private Alive any() {
        return alive.get(random.nextInt(alive.size()));
    }

    private void bury() {
        for (Alive one : List.copyOf(alive)) {
            if (one.executor().health() instanceof FollowerHealth.Crashed) {
                killed++;
                alive.remove(one);
                one.executor().close();
            }
        }
    }

    private void start() {
        MortalKind kind = new MortalKind(targets, passed, underWay, nextChangeKills);
        started++;
        alive.add(
                new Alive(
                        RollbackExecutor.start(
                                new ExecutorSettings(clients, "executor-" + started, IMPATIENT),
                                log.cluster.registry(),
                                Actuators.of(kind)),
                        kind));
    }

    private void stopAll() {
        bury();
        alive.forEach(one -> one.executor().close());
        alive.clear();
    }

    @Override
    public void close() {
        stopAll();
    }
}
