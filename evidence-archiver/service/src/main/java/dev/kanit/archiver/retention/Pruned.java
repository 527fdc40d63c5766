package dev.kanit.archiver.retention;

import dev.kanit.ledger.LogId;
import java.util.Optional;

/**
 * What came of pruning one log.
 *
 * @param disposableBelow payload below this offset is old enough and nobody wants it kept
 * @param signedBelow the log says, under a signed checkpoint, that payload below this offset goes
 * @param deleted segments that were deleted
 * @param deletedBundles of entries that were deleted, 256 entries each
 * @param keptBecause why the first segment that stays does stay
 */
public record Pruned(
        LogId log,
        long disposableBelow,
        long signedBelow,
        int deleted,
        int deletedBundles,
        String keptBecause) {

    /** A sentence for people; empty when there was nothing to do. */
    public Optional<String> inWords() {
        if (disposableBelow == 0 && deletedBundles == 0) {
            return Optional.empty();
        }
        return Optional.of(
                "%s: %d segments and %d bundles of entries deleted, floor %d signed, %d asked for; then kept: %s"
                        .formatted(
                                log.path(),
                                deleted,
                                deletedBundles,
                                signedBelow,
                                disposableBelow,
                                keptBecause));
    }
}
