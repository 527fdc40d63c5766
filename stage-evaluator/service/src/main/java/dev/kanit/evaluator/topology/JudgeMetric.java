package dev.kanit.evaluator.topology;

import dev.kanit.decision.judge.Evidence;
import dev.kanit.decision.rollout.RolloutState;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.streams.StreamsMetrics;

/**
 * How often the judge would be wrong here: the estimate that each judged rollout makes of its own
 * false rollbacks, from the halves of its stable fleet. Among the meters of Kafka Streams, as
 * {@code kanit-judge} {@code false-rollbacks-avg} and {@code -max}, in false rollbacks per rollout.
 */
final class JudgeMetric {

    private static final String GROUP = "kanit-judge-metrics";

    private final Sensor sensor;

    JudgeMetric(StreamsMetrics metrics, String task) {
        this.sensor =
                metrics.addSensor("judge-false-rollbacks-" + task, Sensor.RecordingLevel.INFO);
        Map<String, String> tags = Map.of("task-id", task);
        sensor.add(name("false-rollbacks-avg", "mean", tags), new Avg());
        sensor.add(name("false-rollbacks-max", "largest", tags), new Max());
    }

    void look(RolloutState state) {
        state.observation()
                .judgement()
                .ifPresent(
                        judgement ->
                                sensor.record(
                                        Evidence.of(
                                                        state.rules()
                                                                .judge()
                                                                .orElseThrow()
                                                                .layout(),
                                                        judgement.state())
                                                .falseAlarms()));
    }

    private static MetricName name(String name, String which, Map<String, String> tags) {
        return new MetricName(
                name, GROUP, which + " of the judged rollouts' own estimates, per rollout", tags);
    }
}
