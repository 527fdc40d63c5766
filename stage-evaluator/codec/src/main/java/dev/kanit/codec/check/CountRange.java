package dev.kanit.codec.check;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whole numbers from one to another, both included.
 *
 * @param least 0 or more
 * @param most at least {@code least}
 */
public record CountRange(int least, int most) {

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,6})(?:\\s*-\\s*(\\d{1,6}))?");
    private static final Pattern ONE_SIDED = Pattern.compile("(>=|<=)\\s*(\\d{1,6})");
    private static final Pattern CLASS = Pattern.compile("([1-5])xx");

    public CountRange {
        if (least < 0 || most < least) {
            throw new IllegalArgumentException(
                    "range: " + least + "-" + most + " (expected: 0 <= least <= most)");
        }
    }

    /** Reads {@code 5}, {@code 1-98}, {@code >= 1}, {@code <= 5}. */
    public static Optional<CountRange> parse(String text) {
        Matcher shape = SHAPE.matcher(text.strip());
        if (shape.matches()) {
            int from = Integer.parseInt(shape.group(1));
            int to = shape.group(2) == null ? from : Integer.parseInt(shape.group(2));
            return to < from ? Optional.empty() : Optional.of(new CountRange(from, to));
        }
        Matcher side = ONE_SIDED.matcher(text.strip());
        if (!side.matches()) {
            return Optional.empty();
        }
        int limit = Integer.parseInt(side.group(2));
        return Optional.of(
                side.group(1).equals(">=")
                        ? new CountRange(limit, Integer.MAX_VALUE)
                        : new CountRange(0, limit));
    }

    /** Reads {@code 200}, {@code 200-204} or {@code 2xx}: HTTP statuses from 100 to 599. */
    public static Optional<CountRange> ofStatus(String text) {
        Matcher hundred = CLASS.matcher(text.strip());
        if (hundred.matches()) {
            int first = Integer.parseInt(hundred.group(1)) * 100;
            return Optional.of(new CountRange(first, first + 99));
        }
        return parse(text).filter(range -> range.least() >= 100 && range.most() <= 599);
    }

    public boolean holds(long count) {
        return count >= least && count <= most;
    }

    @Override
    public String toString() {
        return least == most
                ? String.valueOf(least)
                : most == Integer.MAX_VALUE ? ">= " + least : least + "-" + most;
    }
}
