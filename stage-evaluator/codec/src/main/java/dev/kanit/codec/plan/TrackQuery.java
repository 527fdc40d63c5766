package dev.kanit.codec.plan;

import java.time.Duration;

/** What is asked of each track so that the judge can compare a signal. */
public sealed interface TrackQuery {

    /**
     * The signal's own query, over a window of its own.
     *
     * @param window what {@code $window} stands for; positive
     */
    record Ratio(Duration window) implements TrackQuery {
        public Ratio {
            if (!window.isPositive()) {
                throw new IllegalArgumentException("window: " + window + " (expected: > 0)");
            }
        }
    }

    /**
     * Running totals, as counters give them.
     *
     * @param bad PromQL for the bad events since the counters began
     * @param total PromQL for all events since the counters began
     */
    record Counts(String bad, String total) implements TrackQuery {
        public Counts {
            requireText("bad", bad);
            requireText("total", total);
        }

        private static void requireText(String name, String query) {
            if (query.isBlank()) {
                throw new IllegalArgumentException(name + ": '' (expected: PromQL)");
            }
        }
    }
}
