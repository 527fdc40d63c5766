package dev.kanit.codec.conformance;

import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.decision.plan.Ritual;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.Trigger;
import dev.kanit.decision.rollout.Scene;
import dev.kanit.decision.rule.Rulebook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shipped plan of a metric canary, read as an operator's file is read. */
final class SparkPlan {

    private static final Path SHIPPED = Path.of("../../deploy/plans/spark-v1.4.0.yaml");

    private SparkPlan() {}

    static String text() {
        try {
            return Files.readString(SHIPPED);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Its stages and rules; what surrounds them has tests of its own. */
    static RolloutPlan plan(double speed) {
        return whole(speed).with(Ritual.NONE);
    }

    /** All of it. */
    private static RolloutPlan whole(double speed) {
        PlanReading reading = PlanReader.read("speed: " + speed + "\n" + text());
        return switch (reading) {
            case PlanReading.Accepted(var file) -> file.plan();
            case PlanReading.Rejected rejected ->
                    throw new IllegalStateException(rejected.inFile("plan"));
        };
    }

    /** A healthy rollout in its first stage. */
    static Scene scene() {
        return scene(1);
    }

    static Scene scene(double speed) {
        return healthy(Scene.start(new Rulebook(plan(speed)), speed));
    }

    /** A healthy rollout at T-30, with all that surrounds its stages. */
    static Scene wholeScene() {
        return healthy(Scene.start(new Rulebook(whole(1))));
    }

    /** The same with one trigger only, so that nothing else can fire before it. */
    static Scene sceneWithOnly(String trigger, double speed) {
        RolloutPlan all = plan(speed);
        List<Trigger> one =
                all.triggers().stream().filter(each -> each.name().equals(trigger)).toList();
        RolloutPlan plan =
                new RolloutPlan(
                        all.name(),
                        all.digest(),
                        all.service(),
                        all.from(),
                        all.to(),
                        all.hypothesis(),
                        all.actuation(),
                        all.interval(),
                        all.bucket(),
                        all.signals(),
                        all.groups(),
                        all.stages(),
                        all.watch(),
                        one,
                        all.traffic(),
                        all.limits());
        return healthy(Scene.start(new Rulebook(plan), speed));
    }

    private static Scene healthy(Scene scene) {
        return scene.baseline("http_5xx_ratio", 0.002)
                .baseline("idempotency_conflict_ratio", 0.001)
                .baseline("risk_block_rate", 0.1)
                .baseline("pool_utilisation", 0.3)
                .baseline("cpu_utilisation", 0.7)
                .baseline("ws_disconnect_rate", 0.1)
                .baseline("decimal_precision_errors", 0)
                .reading("feed_staleness", 5)
                .reading("cpu_utilisation", 0.7)
                .reading("pool_utilisation", 0.3)
                .reading("pool_connections", 20)
                .reading("rss", 5e8)
                .reading("db_connections", 20)
                .reading("outbox_lag", 1)
                .reading("outbox_lag_p99", 2)
                .reading("idempotency_keys_pending", 100)
                .reading("ws_disconnect_rate", 0.1)
                .reading("decimal_precision_errors", 0)
                .reading("dead_tuples", 1000);
    }
}
