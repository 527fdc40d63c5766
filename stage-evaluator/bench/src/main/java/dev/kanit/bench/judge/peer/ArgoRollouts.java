package dev.kanit.bench.judge.peer;

import java.util.List;

/**
 * The rule of an Argo Rollouts analysis run: each metric's measurements are checked against a
 * condition; failures of a metric add up, and with more of them than its {@code failureLimit} (3 in
 * the documented examples) the run fails and the rollout is aborted.
 *
 * <p>Here: a measurement per tick, with the limits that Flagger gets too. Left out: inconclusive
 * results, errors of measurement, {@code count}, delays, and conditions over several values.
 */
public final class ArgoRollouts implements Peer {

    private final List<Limits> settings = Limits.grid(3, 6, 12);

    @Override
    public String name() {
        return "argo-rollouts";
    }

    @Override
    public List<String> settings() {
        return settings.stream().map(Limits::inWords).toList();
    }

    @Override
    public int[] rollbacks(Watched watched) {
        return settings.stream().mapToInt(limits -> rollback(watched, limits)).toArray();
    }

    private static int rollback(Watched watched, Limits limits) {
        int[] failed = new int[watched.signals()];
        for (int tick = 0; tick < watched.ticks(); tick++) {
            for (int signal = 0; signal < failed.length; signal++) {
                failed[signal] += limits.fails(watched, signal, tick) ? 1 : 0;
                if (failed[signal] > limits.failures()) {
                    return tick;
                }
            }
        }
        return NEVER;
    }
}
