package dev.kanit.bench.judge.peer;

import java.util.List;

/**
 * The rule of Flagger's canary analysis: each interval the metrics are checked against fixed
 * ranges; a run in which any is out of its range is a failed check, failed checks add up over the
 * analysis, and from the threshold (5 in the documented examples) on the canary is rolled back.
 *
 * <p>Here: an interval is a tick. The examples' ranges are a success rate of at least 99 % and a
 * p99 of at most 500 ms; a limit in milliseconds has no meaning without a service, so that latency
 * is limited to 1.5 of its usual level. Left out: webhooks, load tests, weights, halts and the
 * failure for metrics without values.
 */
public final class Flagger implements Peer {

    private final List<Limits> settings = Limits.grid(5, 10, 20);

    @Override
    public String name() {
        return "flagger";
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
        int failed = 0;
        for (int tick = 0; tick < watched.ticks(); tick++) {
            boolean fails = false;
            for (int signal = 0; signal < watched.signals(); signal++) {
                fails |= limits.fails(watched, signal, tick);
            }
            failed += fails ? 1 : 0;
            if (failed >= limits.failures()) {
                return tick;
            }
        }
        return NEVER;
    }
}
