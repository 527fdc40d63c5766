package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.segment.Entry;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a rollout's closing record counts: header {@value #HEADER} of the last record of {@value
 * #TOPIC}, for example {@code rollout.decisions=12,rollout.signals=40}, that record included.
 *
 * @param offset of the closing record
 * @param counts by topic, &gt;= 0
 */
record Closing(long offset, SortedMap<String, Long> counts) {

    static final String TOPIC = "rollout.decisions";
    static final String HEADER = "ce_closing";

    private static final Pattern TEXT =
            Pattern.compile("[a-z.-]{1,100}=[0-9]{1,18}(,[a-z.-]{1,100}=[0-9]{1,18}){0,19}");

    Closing {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** The header's text, empty when the record does not close its rollout. */
    static Optional<String> textOf(Entry.Kept record) {
        return record.headers().reversed().stream()
                .filter(header -> header.name().equals(HEADER))
                .findFirst()
                .flatMap(Entry.Header::value)
                .map(value -> new String(value.shared(), UTF_8))
                .filter(text -> !text.isEmpty());
    }

    /**
     * Reads the header's text.
     *
     * @throws IllegalArgumentException when it is not of the form above
     */
    static Closing parse(long offset, String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "%s: '%.100s' (expected: topic=count, with commas between)"
                            .formatted(HEADER, text));
        }
        SortedMap<String, Long> counts = new TreeMap<>();
        for (String part : text.split(",")) {
            int equals = part.indexOf('=');
            Long count = Long.valueOf(part.substring(equals + 1));
            if (counts.put(part.substring(0, equals), count) != null) {
                throw new IllegalArgumentException(
                        HEADER + ": " + part + " (expected: each topic once)");
            }
        }
        return new Closing(offset, counts);
    }

    long count(String topic) {
        return counts.getOrDefault(topic, 0L);
    }
}
