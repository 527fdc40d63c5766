package dev.kanit.ledger.segment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a segment holds. */
public sealed interface Entry {

    /** Offset that it begins with. */
    long firstOffset();

    /** Offset that is expected after it. */
    long nextOffset();

    /** A header of a record; its value may be absent, which is not the same as empty. */
    record Header(String name, Optional<Bytes> value) {}

    /**
     * A record as the broker gave it.
     *
     * @param offset in its partition, &gt;= 0
     * @param timestampMillis epoch milliseconds, of the kind that the topic asks for; -1 for none
     * @param key absent is not the same as empty
     * @param value likewise
     * @param headers in order; names may repeat
     */
    record Kept(
            long offset,
            long timestampMillis,
            Optional<Bytes> key,
            Optional<Bytes> value,
            List<Header> headers)
            implements Entry {

        public Kept {
            if (offset < 0) {
                throw new IllegalArgumentException("offset: " + offset + " (expected: >= 0)");
            }
            headers = List.copyOf(headers);
        }

        @Override
        public long firstOffset() {
            return offset;
        }

        @Override
        public long nextOffset() {
            return offset + 1;
        }
    }

    /**
     * Records that cannot be had any more.
     *
     * @param firstOffset of the first missing one, &gt;= 0
     * @param nextOffset of the first one that exists again, &gt; firstOffset
     * @param reason why they are missing
     */
    record Gap(long firstOffset, long nextOffset, String reason) implements Entry {

        public Gap {
            if (firstOffset < 0 || nextOffset <= firstOffset) {
                throw new IllegalArgumentException(
                        "gap: %d to %d (expected: 0 <= first < next)"
                                .formatted(firstOffset, nextOffset));
            }
        }
    }

    /**
     * Says that payload may be deleted. It has no offset of its own: it stands before the entry
     * that begins at {@code at} or later, and a segment does not consist of dispositions alone.
     *
     * @param at the offset that was expected when it was written, &gt;= 0
     * @param below the offset that the floor of the payload is raised to, 0 to {@code at}
     * @param reason why
     * @param timestampMillis when that was decided, epoch milliseconds
     */
    record Disposition(long at, long below, String reason, long timestampMillis) implements Entry {

        public Disposition {
            if (below < 0 || below > at) {
                throw new IllegalArgumentException(
                        "disposition: below %d at %d (expected: 0 <= below <= at)"
                                .formatted(below, at));
            }
        }

        @Override
        public long firstOffset() {
            return at;
        }

        @Override
        public long nextOffset() {
            return at;
        }
    }

    /** Bytes that compare by content. */
    final class Bytes {

        private final byte[] content;

        private Bytes(byte[] content) {
            this.content = content;
        }

        /** A copy of {@code content}; empty for null. */
        public static Optional<Bytes> of(byte @Nullable [] content) {
            return content == null ? Optional.empty() : Optional.of(new Bytes(content.clone()));
        }

        /** {@code content} itself, which nobody may change any more; empty for null. */
        public static Optional<Bytes> sharing(byte @Nullable [] content) {
            return content == null ? Optional.empty() : Optional.of(new Bytes(content));
        }

        public byte[] toArray() {
            return content.clone();
        }

        /** The bytes themselves, which nobody may change; {@link #toArray} is a copy. */
        public byte[] shared() {
            return content;
        }

        public int length() {
            return content.length;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(content);
        }

        @Override
        public String toString() {
            return content.length + " bytes";
        }
    }
}
