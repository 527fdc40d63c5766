package dev.kanit.evaluator.people;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts per key and minute, for at most {@value #MAX_KEYS} keys; beyond, the one that was quiet
 * for longest is forgotten. Thread-safe.
 */
public final class PerMinute {

    static final int MAX_KEYS = 10_000;
    private static final long WINDOW_MILLIS = 60_000;

    private record Count(long sinceMillis, int times) {}

    private final Map<String, Count> counts =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
                    return size() > MAX_KEYS;
                }
            };
    private final InstantSource clock;
    private final int limit;

    /** Allows {@code limit} times a minute and key. */
    public PerMinute(InstantSource clock, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: >= 1)");
        }
        this.clock = clock;
        this.limit = limit;
    }

    /** Counts one more; false when there were too many before it. */
    public synchronized boolean take(String key) {
        Count now = current(key);
        if (now.times() >= limit) {
            return false;
        }
        counts.put(key, new Count(now.sinceMillis(), now.times() + 1));
        return true;
    }

    /** Takes one back that turned out not to count. */
    public synchronized void giveBack(String key) {
        Count now = current(key);
        if (now.times() > 0) {
            counts.put(key, new Count(now.sinceMillis(), now.times() - 1));
        }
    }

    private Count current(String key) {
        long now = clock.millis();
        Count seen = counts.get(key);
        return seen != null && Math.abs(now - seen.sinceMillis()) < WINDOW_MILLIS
                ? seen
                : new Count(now, 0);
    }
}
