package dev.kanit.replay;

import dev.kanit.wire.RolloutDecision;

/**
 * A decision as it was recorded.
 *
 * @param decision read with today's schema
 * @param value the record's value, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared on purpose, by Arrays.equals
record RecordedDecision(RolloutDecision decision, byte[] value) {}
