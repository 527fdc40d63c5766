package dev.kanit.replay.backtest;

import dev.kanit.replay.RecordedRollout;

/**
 * A rollout that is over, as verified evidence tells of it.
 *
 * @param bundle name of the file that it comes from
 * @param rollout its records
 * @param plan text of the plan that it was started with
 */
public record PastRollout(String bundle, RecordedRollout rollout, String plan) {}
