package dev.kanit.schemas;

import dev.kanit.schemas.MalformedRecordException.Reason;
import java.nio.ByteBuffer;

/**
 * The Confluent wire format: byte 0, the writer's schema id as four bytes big-endian, then the
 * record in Avro's binary encoding.
 */
public final class WireFormat {

    /** First byte of every value. */
    public static final byte MAGIC = 0;

    /** Bytes before the Avro record. */
    public static final int PREFIX_BYTES = 5;

    /** Largest value that is written or read, prefix included: the widest topic takes no more. */
    public static final int MAX_VALUE_BYTES = 2 << 20;

    private WireFormat() {}

    /**
     * Id of the schema that {@code value} was written with.
     *
     * @throws MalformedRecordException when the prefix is missing, cut off or of another format
     */
    public static int schemaIdOf(byte[] value) {
        if (value.length == 0) {
            throw new MalformedRecordException(Reason.EMPTY, "value: 0 bytes (expected: > 5)");
        }
        if (value[0] != MAGIC) {
            throw new MalformedRecordException(
                    Reason.WRONG_MAGIC, "first byte: " + value[0] + " (expected: " + MAGIC + ")");
        }
        if (value.length < PREFIX_BYTES) {
            throw new MalformedRecordException(
                    Reason.TRUNCATED,
                    "value: " + value.length + " bytes (expected: >= " + PREFIX_BYTES + ")");
        }
        return ByteBuffer.wrap(value).getInt(1);
    }

    static byte[] prefix(int schemaId) {
        return ByteBuffer.allocate(PREFIX_BYTES).put(MAGIC).putInt(schemaId).array();
    }
}
