package dev.kanit.ledger.leaf;

import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.text.LineCursor;
import dev.kanit.ledger.text.StrictUtf8;
import java.util.Arrays;
import java.util.Optional;

/** A leaf's content. */
public sealed interface Leaf {

    /** Longest leaf, bytes: an entry bundle's limit. */
    int MAX_BYTES = 65_535;

    /** Longest rollout id, bytes of UTF-8. */
    int MAX_ROLLOUT_BYTES = 200;

    /** Longest type and source, bytes of UTF-8. */
    int MAX_ATTRIBUTE_BYTES = 256;

    /** Longest reason, bytes of UTF-8. */
    int MAX_REASON_BYTES = 4_096;

    /**
     * A record.
     *
     * @param offset in its partition, &gt;= 0
     * @param timestampMillis epoch milliseconds; -1 for none
     * @param rollout the record's key; empty when it has none that is text of at most 200 bytes
     * @param type CloudEvents type; empty when the record names none
     * @param source CloudEvents source; likewise
     * @param sequence of the producer for this rollout, &gt;= 0; -1 when it gave none
     * @param previous digest of the rollout's previous record as its producer gave it
     * @param payloadBytes how many bytes {@code payload} is the digest of, see {@link
     *     PayloadDigest}
     * @param payload digest of key, value and headers
     */
    record Kept(
            long offset,
            long timestampMillis,
            String rollout,
            String type,
            String source,
            long sequence,
            Optional<Hash> previous,
            long payloadBytes,
            Hash payload)
            implements Leaf {

        public Kept {
            requireAtLeast("offset", offset, 0);
            requireAtLeast("sequence", sequence, -1);
            requireAtLeast("payloadBytes", payloadBytes, 0);
            requireText("rollout", rollout, MAX_ROLLOUT_BYTES);
            requireText("type", type, MAX_ATTRIBUTE_BYTES);
            requireText("source", source, MAX_ATTRIBUTE_BYTES);
        }
    }

    /**
     * Records that could not be had.
     *
     * @param from offset of the first missing one, &gt;= 0
     * @param to offset of the first one that exists again, &gt; from
     * @param reason why they are missing, at most 4 096 bytes
     */
    record Gap(long from, long to, String reason) implements Leaf {
        public Gap {
            requireAtLeast("from", from, 0);
            requireAtLeast("to", to, from + 1);
            requireText("reason", reason, MAX_REASON_BYTES);
        }
    }

    /**
     * Payload may be deleted.
     *
     * @param below the offset that the floor is raised to, &gt;= 0
     * @param reason why, at most 4 096 bytes
     * @param timestampMillis when that was decided, epoch milliseconds
     */
    record Disposition(long below, String reason, long timestampMillis) implements Leaf {
        public Disposition {
            requireAtLeast("below", below, 0);
            requireText("reason", reason, MAX_REASON_BYTES);
        }
    }

    /**
     * Reads a leaf.
     *
     * @throws MalformedLeafException when it is none, or spelled otherwise than {@link LeafWriter}
     *     does
     */
    static Leaf parse(byte[] bytes) throws MalformedLeafException {
        Leaf leaf;
        try {
            leaf = read(new LineCursor(bytes, 0, bytes.length));
        } catch (IllegalArgumentException broken) {
            throw new MalformedLeafException("leaf: " + broken.getMessage(), broken);
        }
        if (!Arrays.equals(new LeafWriter().write(leaf), bytes)) {
            throw new MalformedLeafException(
                    "leaf: another spelling (expected: the canonical one)");
        }
        return leaf;
    }

    private static Leaf read(LineCursor line) {
        line.expect("{\"kind\":");
        Leaf leaf =
                switch (line.quoted()) {
                    case LeafWriter.RECORD ->
                            new Kept(
                                    line.expect(",\"offset\":").number(),
                                    line.expect(",\"timestampMillis\":").number(),
                                    line.expect(",\"rollout\":").quoted(),
                                    line.expect(",\"type\":").quoted(),
                                    line.expect(",\"source\":").quoted(),
                                    line.expect(",\"sequence\":").number(),
                                    digest(line.expect(",\"previous\":").plain()),
                                    line.expect(",\"payloadBytes\":").number(),
                                    Hash.ofHex(line.expect(",\"payload\":").plain()));
                    case LeafWriter.GAP ->
                            new Gap(
                                    line.expect(",\"from\":").number(),
                                    line.expect(",\"to\":").number(),
                                    line.expect(",\"reason\":").quoted());
                    case LeafWriter.DISPOSITION ->
                            new Disposition(
                                    line.expect(",\"below\":").number(),
                                    line.expect(",\"reason\":").quoted(),
                                    line.expect(",\"timestampMillis\":").number());
                    case String kind ->
                            throw new IllegalArgumentException(
                                    "kind: '%.40s' (expected: record, gap or disposition)"
                                            .formatted(kind));
                };
        line.expect("}").expectEnd();
        return leaf;
    }

    private static Optional<Hash> digest(String hex) {
        return hex.isEmpty() ? Optional.empty() : Optional.of(Hash.ofHex(hex));
    }

    private static void requireAtLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "%s: %d (expected: >= %d)".formatted(name, value, least));
        }
    }

    private static void requireText(String name, String text, int maxBytes) {
        int bytes = StrictUtf8.encode(name, text).length;
        if (bytes > maxBytes) {
            throw new IllegalArgumentException(
                    "%s: %d bytes (expected: <= %d)".formatted(name, bytes, maxBytes));
        }
    }
}
