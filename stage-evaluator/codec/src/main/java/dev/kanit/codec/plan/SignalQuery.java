package dev.kanit.codec.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * How one signal is measured.
 *
 * @param signal its name
 * @param query PromQL in the signal's unit; {@code $track} and {@code $window} stand for the track
 *     and the window
 * @param samples PromQL for the number of events behind the value, if the plan asks for it
 * @param window what {@code $window} stands for; positive
 */
public record SignalQuery(String signal, String query, Optional<String> samples, Duration window) {

    public SignalQuery {
        if (query.isBlank()) {
            throw new IllegalArgumentException("query of " + signal + ": '' (expected: PromQL)");
        }
        if (!window.isPositive()) {
            throw new IllegalArgumentException(
                    "window of " + signal + ": " + window + " (expected: > 0)");
        }
    }

    /** Whether the signal is asked for each track; otherwise it has one value for all. */
    public boolean tracked() {
        return query.contains("$track");
    }
}
