package dev.kanit.ledger.bundle;

import dev.kanit.ledger.LogId;
import java.util.OptionalLong;

/**
 * Where a topic's records are looked for.
 *
 * @param firstOffset of the rollout's first record, if that is known; without it the log is read
 *     from its beginning
 */
public record LogPlace(String topic, LogId id, OptionalLong firstOffset) {

    public LogPlace {
        if (!EntryName.TOPIC.matcher(topic).matches()) {
            throw new IllegalArgumentException(
                    "topic: '%.100s' (expected: %s)".formatted(topic, EntryName.TOPIC));
        }
    }
}
