package dev.kanit.collector.promql;

import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Durations as PromQL writes them: {@code 1h30m}, {@code 2500ms}; a year has 365 days. */
final class PromDuration {

    private static final Pattern PART = Pattern.compile("([0-9]{1,12})(ms|[smhdwy])");

    private PromDuration() {}

    static Duration parse(String text) throws QueryException {
        long millis = 0;
        for (MatchResult part : PART.matcher(text).results().toList()) {
            millis += Long.parseLong(part.group(1)) * millisOf(part.group(2));
        }
        if (millis <= 0) {
            throw new QueryException("duration: " + text + " (expected: > 0)");
        }
        return Duration.ofMillis(millis);
    }

    private static long millisOf(String unit) {
        return switch (unit) {
            case "ms" -> 1L;
            case "s" -> 1_000L;
            case "m" -> 60_000L;
            case "h" -> 3_600_000L;
            case "d" -> 86_400_000L;
            case "w" -> 7 * 86_400_000L;
            default -> 365 * 86_400_000L;
        };
    }
}
