package dev.kanit.codec.run;

/**
 * A record of an input topic, as far as a rollout is concerned. Arrays are not copied, because one
 * is made for every record.
 *
 * @param topic one of {@link InputTrail#TOPICS}
 * @param partition &gt;= 0
 * @param offset in its partition, &gt;= 0
 * @param timestampMillis the record's own, epoch milliseconds
 * @param value in the wire format
 * @param leafHash RFC 6962 hash of the record's leaf in the transparency log of its partition, 32
 *     bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record InputRecord(
        String topic,
        int partition,
        long offset,
        long timestampMillis,
        byte[] value,
        byte[] leafHash) {}
