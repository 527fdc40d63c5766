package dev.kanit.codec.run;

import dev.kanit.schemas.CloudEventHeaders;

/**
 * A record that a rollout's evaluator has to say. The value is not copied.
 *
 * @param rolloutId its key
 * @param topic that it belongs to
 * @param value in the wire format
 * @param timestampMillis epoch milliseconds, from the input that caused it
 * @param event its headers, all of them
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and made for every decision
public record OutputRecord(
        String rolloutId,
        String topic,
        byte[] value,
        long timestampMillis,
        CloudEventHeaders event) {}
