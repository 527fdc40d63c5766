package dev.kanit.standalone.demo;

import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.sampletarget.SampleScorer;
import dev.kanit.sampletarget.SampleTarget;
import dev.kanit.sampletarget.SampleTargetOptions;
import dev.kanit.sampletarget.Scenario;
import dev.kanit.sampletarget.ml.MlScenario;
import java.util.Arrays;
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

    /** Blocks of the plan that bind it to the target. */
    Map<String, Object> blocks();

    /** Values for {@code ${NAME}} in the plan. */
    Map<String, String> variables();

    @Override
    void close();

    /** A canary and a stable server behind a weighted router. */
    record Routed(SampleTarget target) implements DemoTarget {

        /** As the sample target labels its series. */
        private static final Map<String, String> TRACKS =
                Map.of(
                        "canary", "canary",
                        "baseline", "baseline-a|baseline-b",
                        "halfA", "baseline-a",
                        "halfB", "baseline-b");

        @Override
        public Map<String, Object> blocks() {
            return Map.of(
                    "source",
                    Map.of(
                            "scrape",
                            Map.of(
                                    "urls",
                                    List.of(target.metricsUri().toString()),
                                    "every",
                                    "15s",
                                    "timeout",
                                    "2s",
                                    "tracks",
                                    TRACKS)),
                    "actuator",
                    Map.of("http", Map.of("url", target.routerUri().toString())));
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
        public Map<String, Object> blocks() {
            return Map.of(
                    "source",
                    Map.of(
                            "scrape",
                            Map.of(
                                    "urls",
                                    List.of(scorer.metricsUri().toString()),
                                    "every",
                                    "5m",
                                    "timeout",
                                    "2s")),
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
