package dev.kanit.executor.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.ExecutorSettings;
import dev.kanit.executor.FakeRouter;
import dev.kanit.executor.Orders;
import dev.kanit.executor.RollbackExecutor;
import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.http.HttpActuatorKind;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Order;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import dev.kanit.executor.run.Patience;
import dev.kanit.schemas.CloudEventHeaders;
import dev.kanit.schemas.DeadLetterHeaders;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The executor on a real broker. */
final class ExecutorLogTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Patience IMPATIENT =
            new Patience(Duration.ofMillis(5), Duration.ofMillis(50));
    private static final DecisionLog LOG = new DecisionLog();
    private static final HttpActuatorKind HTTP =
            new HttpActuatorKind(_ -> "", Duration.ofSeconds(10));

    /** Members learn of a rebalance by a heartbeat. */
    private static final Map<String, Object> CLIENTS =
            Map.of(
                    "bootstrap.servers",
                    LOG.cluster.bootstrapServers(),
                    "enable.metrics.push",
                    false,
                    "heartbeat.interval.ms",
                    100);

    @AfterAll
    static void close() {
        HTTP.close();
        LOG.close();
    }

    @Test
    void everyStepIsARecordInTheRolloutsPartitionWithCloudEventHeaders() throws Exception {
        try (FakeRouter router = new FakeRouter(25);
                RollbackExecutor executor = start(HTTP)) {
            LOG.decide(Orders.rollback("steps", 1, router.actuatorSettings(), LIMIT));

            List<ActionOutcome> steps = of("steps", LOG.awaitOutcome(ended("steps/10")));

            assertThat(steps)
                    .extracting(ActionOutcome::getStep)
                    .containsExactly(
                            "stop-canary",
                            "restore-version",
                            "check-compatibility",
                            "restart",
                            "verify-health",
                            "verify-baseline");
            assertThat(steps).allMatch(step -> step.getExecutor().equals("test"));
            assertThat(executor.counters().succeeded()).isEqualTo(1);
            assertSamePartitionAndHeaders("steps");
        }
    }

    private static void assertSamePartitionAndHeaders(String rollout) {
        ConsumerRecord<String, byte[]> decision =
                LOG.await(TopicCatalogue.DECISIONS, record -> record.key().equals(rollout)).stream()
                        .filter(record -> record.key().equals(rollout))
                        .findFirst()
                        .orElseThrow();
        assertThat(LOG.await(TopicCatalogue.ACTIONS, record -> record.key().equals(rollout)))
                .filteredOn(record -> record.key().equals(rollout))
                .allMatch(record -> record.partition() == decision.partition())
                .allMatch(record -> CloudEventHeaders.read(record.headers()).isPresent());
    }

    @Test
    void anExecutorKilledAtAnyBoundaryIsContinuedByTheNextOne() throws Exception {
        try (FakeRouter router = new FakeRouter(25)) {
            Order order = Orders.rollback("killed", 3, router.actuatorSettings(), LIMIT);
            LOG.decide(order);
            // Before the first change, after it, before the restart, and after that.
            for (int boundary : new int[] {1, 2, 3, 2}) {
                try (RollbackExecutor mortal = start(new DyingKind(boundary))) {
                    awaitCrash(mortal);
                }
            }
            try (RollbackExecutor _ = start(HTTP);
                    RollbackExecutor _ = start(HTTP)) {
                LOG.awaitOutcome(ended("killed/30"));
            }
            assertThat(router.effects()).containsExactly("weight 0.0", "version v1.3.1");
        }
    }

    @Test
    void anExecutorThatWarmsUpWritesNothingOfItAndThenActsOnce() throws Exception {
        try (FakeRouter router = new FakeRouter(25);
                RollbackExecutor executor =
                        RollbackExecutor.start(
                                new ExecutorSettings(CLIENTS, "warm", IMPATIENT).warmedUp(),
                                LOG.cluster.registry(),
                                Actuators.of(HTTP))) {
            LOG.decide(Orders.rollback("warm", 1, router.actuatorSettings(), LIMIT));

            List<ActionOutcome> all = LOG.awaitOutcome(ended("warm/10"));

            assertThat(all).noneMatch(one -> one.getRolloutId().startsWith("warm-up"));
            assertThat(router.effects()).containsExactly("weight 0.0", "version v1.3.1");
            assertThat(executor.counters().succeeded()).isEqualTo(1);
            assertThat(executor.counters().deadLetters()).isZero();
        }
    }

    @Test
    void aReplayedDecisionHasNoSecondEffectAndNoSecondRecord() throws Exception {
        try (FakeRouter router = new FakeRouter(25);
                RollbackExecutor _ = start(HTTP)) {
            Order order = Orders.rollback("replayed", 1, router.actuatorSettings(), LIMIT);
            LOG.decide(order);
            LOG.awaitOutcome(ended("replayed/10"));

            LOG.decide(order);
            // What follows in the same partition shows that the repetition has been read.
            Order next = Orders.rollback("replayed", 2, router.actuatorSettings(), LIMIT);
            LOG.decide(next);

            List<ActionOutcome> all = LOG.awaitOutcome(ended("replayed/20"));
            assertThat(all)
                    .filteredOn(outcome -> outcome.getActionId().equals("replayed/10"))
                    .hasSize(6);
            assertThat(router.effects()).containsExactly("weight 0.0", "version v1.3.1");
        }
    }

    @Test
    void aRestartedExecutorTakesNoFinishedActionAgain() throws Exception {
        try (FakeRouter router = new FakeRouter(25)) {
            Order order = Orders.rollback("again", 1, router.actuatorSettings(), LIMIT);
            try (RollbackExecutor _ = start(HTTP)) {
                LOG.decide(order);
                LOG.awaitOutcome(ended("again/10"));
            }
            int requests = router.requests();
            try (RollbackExecutor _ = start(HTTP)) {
                LOG.decide(order);
                Order other = Orders.weight("again", 2, 0, router.actuatorSettings(), LIMIT);
                LOG.decide(other);
                LOG.awaitOutcome(ended("again/20"));
            }
            // State, weight and health of the second order, and nothing of the first.
            assertThat(router.requests()).isEqualTo(requests + 3);
        }
    }

    @Test
    void aPoisonDecisionIsBuriedWithItsBytesAndTheRestFlowsOn() throws Exception {
        byte[] poison = "no avro".getBytes(StandardCharsets.UTF_8);
        try (FakeRouter router = new FakeRouter(25);
                RollbackExecutor _ = start(HTTP)) {
            LOG.publish("poison", poison);
            LOG.decide(Orders.rollback("poison", 1, router.actuatorSettings(), LIMIT));

            LOG.awaitOutcome(ended("poison/10"));

            List<ConsumerRecord<String, byte[]>> letters =
                    LOG.await(TopicCatalogue.DEAD_LETTERS, record -> record.key().equals("poison"));
            assertThat(letters.getFirst().value()).isEqualTo(poison);
            assertThat(
                            DeadLetterHeaders.read(
                                    letters.getFirst().headers(), DeadLetterHeaders.REASON))
                    .hasValue("WRONG_MAGIC");
        }
    }

    private static RollbackExecutor start(ActuatorKind kind) {
        return RollbackExecutor.start(
                new ExecutorSettings(CLIENTS, "test", IMPATIENT),
                LOG.cluster.registry(),
                Actuators.of(kind));
    }

    private static java.util.function.Predicate<ActionOutcome> ended(String actionId) {
        return outcome -> outcome.getActionId().equals(actionId) && outcome.getFinished();
    }

    private static List<ActionOutcome> of(String rollout, List<ActionOutcome> all) {
        return all.stream().filter(outcome -> outcome.getRolloutId().equals(rollout)).toList();
    }

    private static void awaitCrash(RollbackExecutor executor) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!(executor.health() instanceof FollowerHealth.Crashed)) {
            assertThat(System.nanoTime()).as("%s", executor.health()).isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
    }

    /** Ends the executor at the given boundary: before or after a change. */
    private static final class DyingKind implements ActuatorKind {

        private final AtomicInteger lives;

        DyingKind(int boundaries) {
            this.lives = new AtomicInteger(boundaries);
        }

        @Override
        public String name() {
            return "http";
        }

        @Override
        public Opening open(SortedMap<String, String> settings) {
            return HTTP.open(settings) instanceof Opening.Opened(Actuator real)
                    ? new Opening.Opened(new Dying(real))
                    : new Opening.Unusable("test");
        }

        private void boundary() {
            if (lives.decrementAndGet() <= 0) {
                throw new AssertionError("killed");
            }
        }

        private final class Dying implements Actuator {

            private final Actuator real;

            Dying(Actuator real) {
                this.real = real;
            }

            @Override
            public Observation observe() {
                return real.observe();
            }

            @Override
            public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
                boundary();
                StepOutcome outcome = real.change(step, seen, fence);
                boundary();
                return outcome;
            }

            @Override
            public StepOutcome look(Step.Look step) {
                return real.look(step);
            }
        }
    }
}
