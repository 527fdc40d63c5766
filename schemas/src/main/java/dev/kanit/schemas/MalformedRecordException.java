package dev.kanit.schemas;

import org.jspecify.annotations.Nullable;

/**
 * The bytes are not a record of the expected type and never will be: a dead letter, no matter how
 * often they are read.
 */
public final class MalformedRecordException extends RuntimeException {

    /** What is wrong with the bytes. */
    public enum Reason {
        /** No bytes at all. */
        EMPTY,
        /** More bytes than any record may have. */
        TOO_LARGE,
        /** The first byte is not that of the Confluent wire format. */
        WRONG_MAGIC,
        /** The registry does not know the schema id. */
        UNKNOWN_SCHEMA_ID,
        /** The schema id belongs to another type of record. */
        WRONG_RECORD_TYPE,
        /** The bytes end within the record, or announce more than they have. */
        TRUNCATED,
        /** Bytes are left over after the record. */
        TRAILING_BYTES,
        /** The bytes do not follow their schema, or the schema cannot be read as this type. */
        UNREADABLE
    }

    private final Reason reason;

    MalformedRecordException(Reason reason, String message) {
        this(reason, message, null);
    }

    MalformedRecordException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What is wrong, for a metric or a dead letter's header. */
    public Reason reason() {
        return reason;
    }
}
