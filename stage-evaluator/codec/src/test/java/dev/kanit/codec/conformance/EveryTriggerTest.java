package dev.kanit.codec.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.Signal;
import dev.kanit.decision.plan.Trigger;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RolloutEvent.RollbackOrdered;
import dev.kanit.decision.rollout.RolloutEvent.RollbackRecommended;
import dev.kanit.decision.rollout.Scene;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Streaks;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the reference rollout, at production speed and rehearsed. */
final class EveryTriggerTest {

    private static final double GIB = 1024.0 * 1024 * 1024;
    private static final double MIB = 1024.0 * 1024;

    /** What each trigger waits for, and as little else as possible. */
    private static final Map<String, Consumer<Scene>> BREACHES = breaches();

    private static Map<String, Consumer<Scene>> breaches() {
        Map<String, Consumer<Scene>> breaches = new TreeMap<>();
        breaches.put("api-p95-critical", scene -> scene.reading("api_p95", 401));
        breaches.put("http-5xx-critical", scene -> scene.reading("http_5xx_ratio", 0.031));
        breaches.put("feed-staleness-critical", scene -> scene.reading("feed_staleness", 121));
        breaches.put(
                "csp-violation-storm",
                scene ->
                        scene.reading("csp_violation_rate", 51).baseline("csp_violation_rate", 50));
        breaches.put(
                "idempotency-conflict-storm",
                scene -> scene.reading("idempotency_conflict_ratio", 0.051));
        breaches.put("pgbouncer-saturation", scene -> scene.reading("pool_utilisation", 0.91));
        breaches.put(
                "correlated-degradation",
                scene -> scene.reading("risk_block_rate", 0.51).reading("http_5xx_ratio", 0.011));
        breaches.put(
                "non-improving-latency",
                scene -> scene.reading("api_p95", 201).reading("cpu_utilisation", 0.59));
        breaches.put("memory-leak", scene -> growing(scene, "rss", 3 * GIB, 11 * MIB));
        breaches.put("connection-leak", scene -> growing(scene, "db_connections", 81, 0.11));
        breaches.put("outbox-lag-explosion", scene -> growing(scene, "outbox_lag", 31, 0.6));
        breaches.put(
                "idempotency-key-buildup",
                scene -> growing(scene, "idempotency_keys_pending", 5001, 11));
        breaches.put("ws-disconnect-storm", scene -> scene.reading("ws_disconnect_rate", 10.1));
        breaches.put(
                "decimal-precision-errors", scene -> scene.reading("decimal_precision_errors", 1));
        breaches.put(
                "latency-cpu-backpressure",
                scene -> scene.reading("api_p95", 251).reading("cpu_utilisation", 0.59));
        breaches.put(
                "error-risk-correlation",
                scene -> scene.reading("http_5xx_ratio", 0.021).reading("risk_block_rate", 0.51));
        breaches.put(
                "event-loop-backpressure",
                scene -> scene.reading("event_loop_lag_p95", 51).reading("api_p95", 251));
        breaches.put("gc-pause-high", scene -> scene.reading("gc_pause_avg", 20.1));
        breaches.put("dead-tuple-bloat", scene -> scene.reading("dead_tuples", 1_000_001));
        breaches.put(
                "connection-creep",
                scene ->
                        growing(
                                scene.reading("pool_utilisation", 0.71),
                                "pool_connections",
                                50,
                                6 / 60.0));
        return breaches;
    }

    private static void growing(Scene scene, String signal, double from, double perSecond) {
        double seconds = (scene.now() - Scene.START) / 1000.0;
        scene.reading(signal, from + perSecond * seconds);
    }

    static Stream<Arguments> triggersAndSpeeds() {
        return BREACHES.keySet().stream()
                .flatMap(name -> Stream.of(Arguments.of(name, 1.0), Arguments.of(name, 120.0)));
    }

    static Stream<String> goldenSignals() {
        return SparkPlan.plan(1).signals().stream().filter(Signal::golden).map(Signal::name);
    }

    @Test
    void everyTriggerOfThePlanIsHere() {
        assertThat(BREACHES.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        SparkPlan.plan(1).triggers().stream().map(Trigger::name).toList());
    }

    @ParameterizedTest(name = "{0} at speed {1}")
    @MethodSource("triggersAndSpeeds")
    void everyTriggerFiresAfterItsTimeAndNotBefore(String name, double speed) {
        Scene scene = SparkPlan.sceneWithOnly(name, speed);
        scene.run(Duration.ofMinutes(3));
        Consumer<Scene> breach = Objects.requireNonNull(BREACHES.get(name));
        scene.run(Duration.ofSeconds(15), breach);
        while (scene.state().observation().streaks().sinceMillis(0) == Streaks.NONE
                && scene.phase() instanceof Phase.Live) {
            scene.run(Duration.ofSeconds(15), breach);
        }
        long heldFrom = scene.now();
        long forMillis = scene.rules().plan().triggers().getFirst().forAtLeast().toMillis();

        while (scene.phase() instanceof Phase.Live) {
            assertThat(scene.now() - heldFrom).as("late").isLessThan(forMillis);
            scene.run(Duration.ofSeconds(15), breach);
        }

        RollbackOrdered ordered = scene.newest(RollbackOrdered.class);
        assertThat(ordered.reason()).isEqualTo(Reason.TRIGGER_FIRED);
        assertThat(ordered.trigger()).isZero();
        assertThat(ordered.atMillis() - heldFrom).as("to the millisecond").isEqualTo(forMillis);
        if (forMillis > 0) {
            assertThat(ordered.breachedAtMillis()).isEqualTo(heldFrom);
        }
    }

    /** A trigger may be named by another that asks for less; the rollback comes no later. */
    @ParameterizedTest(name = "{0} at speed {1}")
    @MethodSource("triggersAndSpeeds")
    void wholePlanRollsBackNoLaterThanTheTriggerAlone(String name, double speed) {
        Consumer<Scene> breach = Objects.requireNonNull(BREACHES.get(name));
        Scene alone = SparkPlan.sceneWithOnly(name, speed);
        alone.run(Duration.ofMinutes(40), breach);
        Scene all = SparkPlan.scene(speed);
        all.run(Duration.ofMinutes(40), breach);

        RollbackOrdered ordered = all.newest(RollbackOrdered.class);
        assertThat(ordered.reason()).isEqualTo(Reason.TRIGGER_FIRED);
        assertThat(ordered.atMillis()).isEqualTo(alone.newest(RollbackOrdered.class).atMillis());
        assertThat(all.rules().plan().triggers().get(ordered.trigger()).name())
                .isEqualTo(named(name));
    }

    /** Two rules of the plan are special cases of an earlier one with the same time. */
    private static String named(String trigger) {
        return switch (trigger) {
            case "latency-cpu-backpressure" -> "non-improving-latency";
            case "error-risk-correlation" -> "correlated-degradation";
            default -> trigger;
        };
    }

    @ParameterizedTest
    @MethodSource("goldenSignals")
    void everyGoldenSignalOverItsLimitLeadsToARecommendation(String name) {
        Scene scene = SparkPlan.scene().run(Duration.ofMinutes(1));
        RolloutPlan plan = scene.rules().plan();
        Signal signal = plan.signals().get(plan.indexOf(name));
        double baseline = 10;
        double limit = signal.passes().orElseThrow().right().against(baseline);
        assertThat(scene.all(RollbackRecommended.class)).isEmpty();

        scene.reading(name, limit * 1.001).baseline(name, baseline).snapshot();

        RollbackRecommended recommended = scene.newest(RollbackRecommended.class);
        assertThat(recommended.failing()).isEqualTo(1L << plan.indexOf(name));
        assertThat(recommended.deadlineMillis() - scene.now()).isEqualTo(300_000);
        assertThat(scene.phase()).isInstanceOf(Phase.Recommended.class);
    }
}
