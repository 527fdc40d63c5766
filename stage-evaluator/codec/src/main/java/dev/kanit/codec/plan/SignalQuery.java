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
 * @param compared what the judge compares; empty when it does not compare the signal
 */
public record SignalQuery(
        String signal,
        String query,
        Optional<String> samples,
        Duration window,
        Optional<TrackQuery> compared) {

    static final String TRACK = "$track";
    static final String WINDOW = "$window";

    public SignalQuery {
        if (query.isBlank()) {
            throw new IllegalArgumentException("query of " + signal + ": '' (expected: PromQL)");
        }
        if (!window.isPositive()) {
            throw new IllegalArgumentException(
                    "window of " + signal + ": " + window + " (expected: > 0)");
        }
    }

    /** The longest that any question about the signal looks back. */
    public Duration longestWindow() {
        return compared.orElse(null) instanceof TrackQuery.Ratio(Duration own)
                        && own.compareTo(window) > 0
                ? own
                : window;
    }

    /** Whether the signal is asked for each track; otherwise it has one value for all. */
    public boolean tracked() {
        return query.contains(TRACK);
    }
}
