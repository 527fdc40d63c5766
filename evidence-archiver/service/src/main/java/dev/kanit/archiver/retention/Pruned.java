package dev.kanit.archiver.retention;

import dev.kanit.ledger.LogId;
import java.util.Optional;

/**
 * What came of pruning one log.
 *
 * @param disposableBelow payload below this offset is old enough and nobody wants it kept
 * @param signedBelow the log says, under a signed checkpoint, that payload below this offset goes
 * @param deleted segments that were deleted
 * @param keptBecause why the first segment that stays does stay
 */
public record Pruned(
        LogId log, long disposableBelow, long signedBelow, int deleted, String keptBecause) {

    /** A sentence for people; empty when there was nothing to do. */
    public Optional<String> inWords() {
        if (disposableBelow == 0) {
            return Optional.empty();
        }
        return Optional.of(
                "%s: %d segments deleted, floor %d signed, %d asked for; then kept: %s"
                        .formatted(log.path(), deleted, signedBelow, disposableBelow, keptBecause));
    }
}
