package dev.kanit.archiver.rollout;

import java.time.Instant;

/**
 * One piece of a rollout's evidence, as people list it.
 *
 * @param at when it happened, or when its file was written, UTC
 * @param kind {@code check}, {@code decision}, {@code night}, {@code command}, {@code action},
 *     {@code alert}, {@code delivery} or {@code file}
 * @param what in a few words
 * @param place of a record, {@code topic-partition@offset}; of a file, its size and SHA-256
 */
public record EvidenceItem(Instant at, String kind, String what, String place) {}
