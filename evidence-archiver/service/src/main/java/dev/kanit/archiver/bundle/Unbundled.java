package dev.kanit.archiver.bundle;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Closed rollouts that have no bundle yet, and when that is more than waiting. Thread-safe. */
final class Unbundled {

    /** With a pause after each, so many failures take half a minute. */
    static final int FAILURES = 5;

    /** Whoever waits longer for signatures waits for something that does not come. */
    static final Duration WAITING = Duration.ofMinutes(10);

    /**
     * One rollout.
     *
     * @param failures in a row
     * @param sinceNanos when it was found waiting first
     */
    private record Stand(int failures, long sinceNanos, boolean isOverdue, String why) {}

    private final Map<String, Stand> rollouts = new ConcurrentSkipListMap<>();

    /** It could not be made, and is tried again. */
    void failed(String rollout, String why) {
        Stand before = rollouts.getOrDefault(rollout, new Stand(0, 0, false, why));
        int failures = before.failures() + 1;
        rollouts.put(rollout, new Stand(failures, 0, failures >= FAILURES, why));
    }

    /** It waits for records or signatures. */
    void waits(String rollout, String why, long nowNanos) {
        Stand before = rollouts.get(rollout);
        long since = before == null || before.failures() > 0 ? nowNanos : before.sinceNanos();
        boolean isOverdue = nowNanos - since >= WAITING.toNanos();
        rollouts.put(rollout, new Stand(0, since, isOverdue, why));
    }

    /** It cannot be made. */
    void damaged(String rollout, String why) {
        rollouts.put(rollout, new Stand(0, 0, true, why));
    }

    void bundled(String rollout) {
        rollouts.remove(rollout);
    }

    List<String> overdue() {
        return rollouts.entrySet().stream()
                .filter(one -> one.getValue().isOverdue())
                .map(one -> "no bundle of %s: %s".formatted(one.getKey(), one.getValue().why()))
                .toList();
    }
}
