package dev.kanit.ledger.segment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.segment.Entry.Bytes;
import dev.kanit.ledger.segment.Entry.Disposition;
import dev.kanit.ledger.segment.Entry.Gap;
import dev.kanit.ledger.segment.Entry.Header;
import dev.kanit.ledger.segment.Entry.Kept;
import dev.kanit.ledger.text.LineBuffer;
import dev.kanit.ledger.text.LineCursor;
import dev.kanit.ledger.text.StrictUtf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One entry as one line of JSON with a fixed order of keys. Bytes and names are Base64, so a line
 * has one spelling only and needs no escapes.
 */
public final class EntryLine {

    private static final String OFFSET = "{\"offset\":";
    private static final String TIMESTAMP = ",\"timestampMillis\":";
    private static final String KEY = ",\"key\":";
    private static final String VALUE = ",\"value\":";
    private static final String HEADERS = ",\"headers\":[";
    private static final String GAP_FROM = "{\"gapFrom\":";
    private static final String GAP_TO = ",\"gapTo\":";
    private static final String DISPOSED_AT = "{\"disposedAt\":";
    private static final String BELOW = ",\"below\":";
    private static final String REASON = ",\"reason\":\"";
    private static final String REASON_BEFORE_TEXT = ",\"reason\":";

    private EntryLine() {}

    /** Without a line feed. */
    public static void write(LineBuffer line, Entry entry) {
        switch (entry) {
            case Kept kept -> {
                line.ascii(OFFSET).number(kept.offset());
                line.ascii(TIMESTAMP).number(kept.timestampMillis());
                bytes(line.ascii(KEY), kept.key());
                bytes(line.ascii(VALUE), kept.value());
                line.ascii(HEADERS);
                boolean isFirst = true;
                for (Header header : kept.headers()) {
                    line.ascii(isFirst ? "[\"" : ",[\"").base64(header.name().getBytes(UTF_8));
                    bytes(line.ascii("\","), header.value());
                    line.ascii("]");
                    isFirst = false;
                }
                line.ascii("]}");
            }
            case Gap(long first, long next, String reason) ->
                    line.ascii(GAP_FROM)
                            .number(first)
                            .ascii(GAP_TO)
                            .number(next)
                            .ascii(REASON)
                            .base64(reason.getBytes(UTF_8))
                            .ascii("\"}");
            case Disposition(long at, long below, String reason, long timestampMillis) ->
                    line.ascii(DISPOSED_AT)
                            .number(at)
                            .ascii(BELOW)
                            .number(below)
                            .ascii(TIMESTAMP)
                            .number(timestampMillis)
                            .ascii(REASON)
                            .base64(reason.getBytes(UTF_8))
                            .ascii("\"}");
        }
    }

    private static void bytes(LineBuffer line, Optional<Bytes> bytes) {
        if (bytes.isPresent()) {
            line.ascii("\"").base64(bytes.get().shared()).ascii("\"");
        } else {
            line.ascii("null");
        }
    }

    /** Length of what {@link #write} writes, bytes. */
    static int length(Entry entry) {
        return switch (entry) {
            case Kept kept -> {
                int length =
                        OFFSET.length()
                                + LineBuffer.numberLength(kept.offset())
                                + TIMESTAMP.length()
                                + LineBuffer.numberLength(kept.timestampMillis())
                                + KEY.length()
                                + length(kept.key())
                                + VALUE.length()
                                + length(kept.value())
                                + HEADERS.length()
                                + Math.max(0, kept.headers().size() - 1)
                                + "]}".length();
                for (Header header : kept.headers()) {
                    length += "[\"\",]".length();
                    length += LineBuffer.base64Length(utf8Length(header.name()));
                    length += length(header.value());
                }
                yield length;
            }
            case Gap(long first, long next, String reason) ->
                    GAP_FROM.length()
                            + LineBuffer.numberLength(first)
                            + GAP_TO.length()
                            + LineBuffer.numberLength(next)
                            + reasonLength(reason);
            case Disposition(long at, long below, String reason, long timestampMillis) ->
                    DISPOSED_AT.length()
                            + LineBuffer.numberLength(at)
                            + BELOW.length()
                            + LineBuffer.numberLength(below)
                            + TIMESTAMP.length()
                            + LineBuffer.numberLength(timestampMillis)
                            + reasonLength(reason);
        };
    }

    private static int reasonLength(String reason) {
        return REASON.length() + LineBuffer.base64Length(utf8Length(reason)) + "\"}".length();
    }

    private static int length(Optional<Bytes> bytes) {
        return bytes.isPresent()
                ? 2 + LineBuffer.base64Length(bytes.get().length())
                : "null".length();
    }

    private static int utf8Length(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return text.getBytes(UTF_8).length;
            }
        }
        return text.length();
    }

    /**
     * Reads the line from {@code begin} up to, not including, {@code end}.
     *
     * @throws MalformedSegmentException when it is not one that {@link #write} writes
     */
    public static Entry read(byte[] content, int begin, int end) throws MalformedSegmentException {
        try {
            LineCursor line = new LineCursor(content, begin, end);
            Entry entry;
            if (line.skip(OFFSET)) {
                entry = kept(line);
            } else if (line.skip(GAP_FROM)) {
                long first = line.number();
                long next = line.expect(GAP_TO).number();
                entry = new Gap(first, next, text(line.expect(REASON_BEFORE_TEXT)));
            } else {
                long at = line.expect(DISPOSED_AT).number();
                long below = line.expect(BELOW).number();
                long timestampMillis = line.expect(TIMESTAMP).number();
                String reason = text(line.expect(REASON_BEFORE_TEXT));
                entry = new Disposition(at, below, reason, timestampMillis);
            }
            line.expect("}").expectEnd();
            return entry;
        } catch (IllegalArgumentException broken) {
            throw new MalformedSegmentException("entry: " + broken.getMessage(), broken);
        }
    }

    private static Kept kept(LineCursor line) {
        long offset = line.number();
        long timestampMillis = line.expect(TIMESTAMP).number();
        Optional<Bytes> key = bytes(line.expect(KEY));
        Optional<Bytes> value = bytes(line.expect(VALUE));
        line.expect(HEADERS);
        List<Header> headers = new ArrayList<>();
        while (!line.skip("]")) {
            if (!headers.isEmpty()) {
                line.expect(",");
            }
            String name = text(line.expect("["));
            headers.add(new Header(name, bytes(line.expect(","))));
            line.expect("]");
        }
        return new Kept(offset, timestampMillis, key, value, headers);
    }

    private static Optional<Bytes> bytes(LineCursor line) {
        return line.skip("null") ? Optional.empty() : Bytes.of(line.base64());
    }

    private static String text(LineCursor line) {
        return StrictUtf8.decode(line.base64())
                .orElseThrow(() -> new IllegalArgumentException("text: (expected: UTF-8)"));
    }
}
