package dev.kanit.codec.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.rollout.RolloutEvent.RollbackOrdered;
import dev.kanit.decision.rollout.RolloutEvent.RolloutHeld;
import dev.kanit.decision.rollout.Scene;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Conformance 24: value, unit, limit, window, samples, baseline, rule and plan version. */
final class EveryMessageExplainsTest {

    private final Scene scene = SparkPlan.scene().run(Duration.ofMinutes(1));
    private final String version =
            "[plan spark-v1.4.0@" + scene.rules().plan().digest().substring(0, 8);

    @Test
    void rollbackByATriggerOnTheNewestReading() {
        scene.reading("api_p95", 431).samples("api_p95", 57).baseline("api_p95", 140);
        scene.run(Duration.ofMinutes(6));
        assertThat(scene.sentenceOf(RollbackOrdered.class))
                .contains(
                        "api-p95-critical",
                        "api_p95 431ms > 400ms",
                        "57 samples",
                        "baseline 140ms",
                        "for 5m",
                        version);
    }

    @Test
    void rollbackByATriggerOverAWindow() {
        double[] lag = {31};
        scene.run(Duration.ofMinutes(12), one -> one.reading("outbox_lag", lag[0] += 9));
        assertThat(scene.sentenceOf(RollbackOrdered.class))
                .contains(
                        "outbox-lag-explosion",
                        "slope of outbox_lag over 5m 0.6s/s > 0.5s/s",
                        "for 3m",
                        version);
    }

    @Test
    void rollbackForWantOfAnAnswer() {
        scene.reading("http_5xx_ratio", 0.02).samples("http_5xx_ratio", 812);
        scene.baseline("http_5xx_ratio", 0.002).run(Duration.ofMinutes(6));
        assertThat(scene.sentenceOf(RollbackOrdered.class))
                .contains(
                        "no answer to the recommendation",
                        "http_5xx_ratio 2% (passes <= 1%, 812 samples, baseline 0.2%)",
                        version);
    }

    @Test
    void holdForAGap() {
        scene.missing("api_p95", Absence.CANARY_SILENT).baseline("api_p95", 140);
        scene.run(Duration.ofMinutes(3));
        assertThat(scene.sentenceOf(RolloutHeld.class))
                .contains("CANARY_SILENT: api_p95 unknown (passes <= 200ms", "baseline 140ms")
                .contains(version);
    }

    @Test
    void holdForATrend() {
        double[] latency = {98};
        scene.run(Duration.ofMinutes(10), one -> one.reading("api_p95", latency[0] += 2));
        assertThat(scene.sentenceOf(RolloutHeld.class))
                .contains("worsening steadily: api_p95 ", "passes <= 200ms", "samples", version);
    }

    @Test
    void holdWithoutTraffic() {
        scene.reading("canary_requests", 0.01).run(Duration.ofMinutes(3));
        assertThat(scene.sentenceOf(RolloutHeld.class))
                .contains("NO_TRAFFIC: canary_requests 0.01/s", ">= 0.05/s", version);
    }
}
