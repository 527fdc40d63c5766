package dev.kanit.standalone.bench;

/**
 * What the evaluator's benchmark measured.
 *
 * @param snapshotsPerSecond committed exactly once, changelog on
 * @param readingsPerSecond the same, in single readings
 * @param rawSnapshotsPerSecond a plain consumer's poll and decode over the same topic
 * @param ratioToRaw the first over the third
 * @param decisionLatencyP50Millis from send to the decision read, at 1 000 snapshots per second of
 *     which one in ten leads to a decision
 * @param decisionLatencyP99Millis the same, 99th percentile
 * @param stormLatencyP99Millis the same with a decision for every second snapshot
 * @param stateBytesPerRollout in the stores, with full 15-minute windows at one snapshot per second
 * @param rollouts running at once
 */
public record EvaluatorFigures(
        long snapshotsPerSecond,
        long readingsPerSecond,
        long rawSnapshotsPerSecond,
        double ratioToRaw,
        long decisionLatencyP50Millis,
        long decisionLatencyP99Millis,
        long stormLatencyP99Millis,
        long stateBytesPerRollout,
        int rollouts) {}
