package dev.kanit.archiver.retention;

import java.time.Duration;

/**
 * How long what is kept.
 *
 * @param payload keys, values and headers, in segments
 * @param entries what the tree says of each record; not shorter than payload
 * @param proofs tiles, checkpoints and bundles; not shorter than entries
 */
public record RetentionPolicy(Duration payload, Duration entries, Duration proofs) {

    private static final Duration LEAST = Duration.ofHours(1);

    /** 90 days, 400 days, ten years. */
    public static final RetentionPolicy USUAL =
            new RetentionPolicy(Duration.ofDays(90), Duration.ofDays(400), Duration.ofDays(3_653));

    /** Proofs are kept as long as usual, or as entries if those are kept longer. */
    public static RetentionPolicy of(Duration payload, Duration entries) {
        Duration proofs = USUAL.proofs();
        return new RetentionPolicy(
                payload, entries, proofs.compareTo(entries) > 0 ? proofs : entries);
    }

    public RetentionPolicy {
        if (payload.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "payload: %s (expected: >= %s)".formatted(payload, LEAST));
        }
        if (entries.compareTo(payload) < 0 || proofs.compareTo(entries) < 0) {
            throw new IllegalArgumentException(
                    "retention: %s, %s, %s (expected: payload <= entries <= proofs)"
                            .formatted(payload, entries, proofs));
        }
    }
}
