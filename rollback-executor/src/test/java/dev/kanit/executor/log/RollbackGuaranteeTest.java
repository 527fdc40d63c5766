package dev.kanit.executor.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.ExecutorSettings;
import dev.kanit.executor.FakeRouter;
import dev.kanit.executor.Orders;
import dev.kanit.executor.RollbackExecutor;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.http.HttpActuatorKind;
import dev.kanit.executor.log.RandomRestarts.Fault;
import dev.kanit.executor.plan.Order;
import dev.kanit.executor.run.Patience;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.StepOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Conformance 15 to 17 on a real broker, with executors that are restarted at random. The choices
 * follow from a seed, which a failure tells and {@code -Dkanit.seed=…} sets; how threads are
 * scheduled does not.
 */
final class RollbackGuaranteeTest {

    private static final int ROLLOUTS = 5;
    private static final int ROUNDS = 6;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final long seed = Long.getLong("kanit.seed", System.nanoTime());
    private final DecisionLog log = new DecisionLog();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void exactlyOneEffectiveRollbackWhereverTheExecutorIsKilled() throws Exception {
        assertThat(killedDuring(EnumSet.of(Fault.KILL)))
                .as("seed %d: executors killed", seed)
                .isPositive();
    }

    @Test
    void exactlyOneEffectiveRollbackUnderTwoExecutorsAtOnceAndUnderRebalances() throws Exception {
        killedDuring(EnumSet.of(Fault.JOIN, Fault.LEAVE));
    }

    @Test
    void exactlyOneEffectiveRollbackUnderAReplayedDecisionTopic() throws Exception {
        killedDuring(EnumSet.of(Fault.JOIN, Fault.REPLAY));
    }

    @Test
    void exactlyOneEffectiveRollbackUnderAllOfItAtOnce() throws Exception {
        killedDuring(EnumSet.allOf(Fault.class));
    }

    @Test
    void aRollbackToAStableVersionThatIsNotReadyStaysSaysSoAndFailsVisiblyAtItsLimit()
            throws Exception {
        try (FakeRouter router = new FakeRouter(25);
                HttpActuatorKind http = new HttpActuatorKind(_ -> "", Duration.ofSeconds(10));
                RollbackExecutor _ =
                        RollbackExecutor.start(
                                new ExecutorSettings(
                                        log.settings(),
                                        "test",
                                        new Patience(Duration.ofMillis(5), Duration.ofMillis(50))),
                                log.cluster.registry(),
                                Actuators.of(http))) {
            router.stableReady = false;
            log.decide(
                    Orders.rollback(
                            "unready", 1, router.actuatorSettings(), Duration.ofSeconds(1)));

            List<ActionOutcome> records = log.awaitOutcome(ActionOutcome::getFinished);

            assertThat(router.effects()).isEmpty();
            assertThat(router.orders()).isZero();
            assertThat(records).hasSize(2);
            assertThat(records.getFirst().getDetail())
                    .startsWith("trying again: stable v1.3.1 is not ready: traffic stays as it is");
            assertThat(records.getFirst().getFinished()).isFalse();
            assertThat(records.getLast().getOutcome()).isEqualTo(StepOutcome.UNREACHABLE);
            assertThat(records.getLast().getDetail())
                    .contains("stable v1.3.1 is not ready")
                    .containsPattern("\\d+ attempts in \\d+ ms");

            // A person orders it again, by when somebody is there to take the traffic.
            router.stableReady = true;
            log.decide(Orders.rollback("unready", 2, router.actuatorSettings(), LIMIT));
            log.awaitOutcome(one -> one.getActionId().equals("unready/20") && one.getFinished());
            assertThat(router.effects()).containsExactly("weight 0.0", "version v1.3.1");
        }
    }

    /** Runs every rollout to its end among these faults, checks, and says how many were killed. */
    private int killedDuring(Set<Fault> faults) throws Exception {
        Guarantee guarantee = new EveryRollbackHasOneEffect();
        try (RandomRestarts restarts = new RandomRestarts(log, seed, faults)) {
            List<Order> orders = new ArrayList<>();
            List<Order> rollbacks = new ArrayList<>();
            for (int i = 0; i < ROLLOUTS; i++) {
                String rollout = "r" + i;
                TreeMap<String, String> settings = new TreeMap<>(Map.of("target", rollout));
                orders.add(Orders.weight(rollout, 1, 50, settings, LIMIT));
            }
            // All weights first: one is still under way when its rollback is done.
            for (int i = 0; i < ROLLOUTS; i++) {
                String rollout = "r" + i;
                TreeMap<String, String> settings = new TreeMap<>(Map.of("target", rollout));
                rollbacks.add(Orders.rollback(rollout, 2, settings, LIMIT));
            }
            orders.forEach(order -> guarantee.ordered(order, restarts.target(order.rolloutId())));
            rollbacks.forEach(
                    order -> guarantee.ordered(order, restarts.target(order.rolloutId())));

            restarts.run(orders.subList(0, ROLLOUTS - 1), ROUNDS);
            if (faults.contains(Fault.KILL)) {
                restarts.killWithAChangeUnderWay(orders.getLast());
            } else {
                restarts.run(List.of(orders.getLast()), 0);
            }
            restarts.run(rollbacks, ROUNDS);
            restarts.calm();
            awaitEnds("r");
            List<dev.kanit.executor.plan.StepOutcome> late = restarts.arriveLate();
            assertThat(late)
                    .as("seed %d: changes that came late", seed)
                    .allMatch(one -> !one.isSuccess());
            assertThat(late.isEmpty())
                    .as("seed %d: no change came late", seed)
                    .isEqualTo(!faults.contains(Fault.KILL));
            guarantee.check(records("r"));

            // Once more from the first decision; rollouts of their own show that all were read.
            int before = records("r").size();
            restarts.replay();
            for (int i = 0; i < ROLLOUTS; i++) {
                TreeMap<String, String> settings = new TreeMap<>(Map.of("target", "s" + i));
                CountingTarget _ = restarts.target("s" + i);
                log.decide(Orders.rollback("s" + i, 2, settings, LIMIT));
            }
            awaitEnds("s");
            guarantee.check(records("r"));
            assertThat(records("r")).as("seed %d: records", seed).hasSize(before);
            return restarts.killed();
        } catch (AssertionError failed) {
            throw new AssertionError("seed " + seed + ": " + failed.getMessage(), failed);
        }
    }

    private void awaitEnds(String prefix) {
        for (int i = 0; i < ROLLOUTS; i++) {
            String action = prefix + i + "/20";
            log.awaitOutcome(one -> one.getActionId().equals(action) && one.getFinished());
        }
    }

    private List<ActionOutcome> records(String prefix) {
        String last = prefix + (ROLLOUTS - 1) + "/20";
        return log.awaitOutcome(one -> one.getActionId().equals(last) && one.getFinished()).stream()
                .filter(one -> one.getRolloutId().startsWith(prefix))
                .toList();
    }
}
