package dev.kanit.ledger.bundle;

import dev.kanit.ledger.merkle.DamagedTreeException;
import java.io.IOException;

/**
 * The topic on which records may follow the one that closes their rollout, and that it therefore
 * does not count: people are told of an end after it was decided. A record that is missing between
 * others shows in its producer's numbers; one that is missing at the end does not.
 */
final class Following {

    static final String TOPIC = "rollout.deliveries";

    /** A rollout has no more of them in a bundle. */
    private static final int MAX_RECORDS = 10_000;

    private Following() {}

    /** Extends the scan by everything of the rollout that is under a signed checkpoint. */
    static void addFrom(LogSource source) throws IOException, DamagedTreeException {
        boolean isAtEnd = false;
        while (!isAtEnd && source.scan().own().size() < MAX_RECORDS) {
            isAtEnd = source.scan().advance().isEmpty();
        }
    }
}
