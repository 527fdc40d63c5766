package dev.kanit.standalone.demo;

import dev.kanit.codec.plan.PlanOverlay;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.sampletarget.SampleScorer;
import dev.kanit.sampletarget.SampleTarget;
import dev.kanit.sampletarget.SampleTargetOptions;
import dev.kanit.sampletarget.Scenario;
import dev.kanit.sampletarget.ml.MlScenario;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the demonstration rolls out: chosen by how the plan shifts traffic. */
sealed interface DemoTarget extends AutoCloseable {

    /** A canary behind a router, or a model behind a flag. */
    enum Kind {
        ROUTED,
        FLAGGED;

        static Kind of(RolloutPlan plan) {
            return plan.actuation().kind().equals("flag") ? FLAGGED : ROUTED;
        }

        /** Scenarios that it can play. */
        List<String> scenarios() {
            return Arrays.stream(
                            switch (this) {
                                case ROUTED -> Scenario.values();
                                case FLAGGED -> MlScenario.values();
                            })
                    .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList();
        }
    }

    /** Starts the target for a plan; {@code options} name a scenario that its kind can play. */
    static DemoTarget start(DemoOptions options, RolloutPlan plan) {
        String scenario = options.scenario().toUpperCase(Locale.ROOT).replace('-', '_');
        return switch (Kind.of(plan)) {
            case ROUTED ->
                    new Routed(
                            SampleTarget.start(
                                    new SampleTargetOptions(
                                            Scenario.valueOf(scenario),
                                            options.speed(),
                                            options.requestsPerSecond(),
                                            plan.from(),
                                            plan.to())));
            case FLAGGED ->
                    new Flagged(
                            SampleScorer.start(
                                    MlScenario.valueOf(scenario), options.speed(), plan.to()));
        };
    }

    /**
     * The plan with this target as its source and its actuator.
     *
     * @param speed by what every duration is divided
     */
    String bind(String planText, double speed);

    /** Gets the target and this JVM over their start; takes a second or two. */
    void warmUp();

    /** Values for {@code ${NAME}} in the plan. */
    Map<String, String> variables();

    @Override
    void close();

    /** A canary and a stable server behind a weighted router. */
    record Routed(SampleTarget target) implements DemoTarget {

        @Override
        public String bind(String planText, double speed) {
            return SampleBinding.bind(planText, target, speed);
        }

        @Override
        public void warmUp() {
            WarmUp.of(target.canaryUri());
        }

        @Override
        public Map<String, String> variables() {
            return Map.of();
        }

        @Override
        public void close() {
            target.close();
        }
    }

    /** A model behind a feature flag. */
    record Flagged(SampleScorer scorer) implements DemoTarget {

        private static final String SECRET = "FLAG_SECRET";

        @Override
        public String bind(String planText, double speed) {
            Map<String, Object> blocks = new LinkedHashMap<>();
            blocks.put("speed", speed);
            blocks.put(
                    "source",
                    Map.of(
                            "scrape",
                            Map.of(
                                    "urls",
                                    List.of(scorer.metricsUri().toString()),
                                    "every",
                                    "5m",
                                    "timeout",
                                    "2s")));
            blocks.put(
                    "actuator",
                    Map.of(
                            "flag",
                            Map.of(
                                    "url",
                                    scorer.flagUri().toString(),
                                    "name",
                                    SampleScorer.FLAG,
                                    "secret",
                                    "${" + SECRET + "}")));
            return PlanOverlay.replace(
                    planText.replace("${TARGET_URL}", scorer.serviceUri().toString()), blocks);
        }

        @Override
        public void warmUp() {
            // Its checks allow for seconds.
        }

        @Override
        public Map<String, String> variables() {
            return Map.of(SECRET, scorer.flagSecret());
        }

        @Override
        public void close() {
            scorer.close();
        }
    }
}
