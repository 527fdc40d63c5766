package dev.kanit.archiver.rollout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kanit.ledger.segment.Entry;
import dev.kanit.schemas.RolloutIds;
import java.util.Optional;

/** A rollout's id that is fit to be a directory's name: ASCII letters, digits and . _ -. */
record RolloutId(String value) {

    RolloutId {
        if (!isFit(value.getBytes(US_ASCII))) {
            throw new IllegalArgumentException(
                    "rollout id: '" + value + "' (expected: " + RolloutIds.EXPECTED + ")");
        }
    }

    /** The id that a record is keyed by; empty when it is none. */
    static Optional<RolloutId> of(Entry.Kept record) {
        if (record.key().isEmpty() || !isFit(record.key().get().shared())) {
            return Optional.empty();
        }
        return Optional.of(new RolloutId(new String(record.key().get().shared(), US_ASCII)));
    }

    /** As {@link RolloutIds#isValid}, of bytes: this runs for every record. */
    private static boolean isFit(byte[] id) {
        if (id.length == 0 || id.length > RolloutIds.MAX_LENGTH || !isAlphanumeric(id[0])) {
            return false;
        }
        for (byte one : id) {
            if (!isAlphanumeric(one) && one != '.' && one != '_' && one != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(byte one) {
        return (one >= 'a' && one <= 'z')
                || (one >= 'A' && one <= 'Z')
                || (one >= '0' && one <= '9');
    }
}
