package dev.kanit.archiver.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.segment.Entry;
import dev.kanit.schemas.RolloutIds;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** A rollout's id that is fit to be a directory's name. */
record RolloutId(String value) {

    RolloutId {
        if (!RolloutIds.isValid(value)) {
            throw new IllegalArgumentException(
                    "rollout id: '" + value + "' (expected: " + RolloutIds.EXPECTED + ")");
        }
    }

    /** The id that a record is keyed by; empty when it is none. */
    static Optional<RolloutId> of(Entry.Kept record) {
        try {
            if (record.key().isEmpty()) {
                return Optional.empty();
            }
            byte[] key = record.key().get().shared();
            return Optional.of(
                    new RolloutId(UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString()));
        } catch (CharacterCodingException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
