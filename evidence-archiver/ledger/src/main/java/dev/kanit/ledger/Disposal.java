package dev.kanit.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in the log of heads that something of a partition's log may be deleted: an extension line of
 * a head of that partition. So a partition that gets no more records can be pruned too, and whoever
 * witnesses the heads has witnessed it.
 *
 * @param kind what goes
 * @param below for payload the offset, for entries the index of the leaf, below which it goes; &gt;
 *     0
 * @param atMillis when that was decided, epoch milliseconds
 * @param reason why, one line, at most 40 000 bytes
 */
public record Disposal(Kind kind, long below, long atMillis, String reason) {

    private static final int MAX_REASON_BYTES = 40_000;
    private static final Pattern LINE =
            Pattern.compile(
                    "kanit-disposition (payload|entries) below (\\d{1,18}) at (\\d{1,18}): (.+)");

    /** What goes. */
    public enum Kind {
        /** Segments. */
        PAYLOAD,
        /** Bundles of entries; their hashes stay. */
        ENTRIES
    }

    public Disposal {
        if (below <= 0 || atMillis < 0) {
            throw new IllegalArgumentException(
                    "disposal: below %d at %d (expected: > 0, >= 0)".formatted(below, atMillis));
        }
        if (reason.isBlank()
                || reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES
                || reason.chars().anyMatch(character -> character < ' ')) {
            throw new IllegalArgumentException(
                    "reason: '%.100s' (expected: one line of at most %d bytes)"
                            .formatted(reason, MAX_REASON_BYTES));
        }
    }

    /** The extension line. */
    String line() {
        return "kanit-disposition %s below %d at %d: %s"
                .formatted(kind.name().toLowerCase(Locale.ROOT), below, atMillis, reason);
    }

    /** What an extension line says; empty when it is about something else. */
    public static Optional<Disposal> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new Disposal(
                        Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                        Long.parseLong(matcher.group(2)),
                        Long.parseLong(matcher.group(3)),
                        matcher.group(4)));
    }
}
