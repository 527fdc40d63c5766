package dev.kanit.ledger.segment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdInputStream;
import dev.kanit.ledger.text.LineBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A segment as bytes: a header line, one line per entry, and a closing line with the count and the
 * SHA-256 of all lines before it; zstd around them. A file that was cut off lacks its closing line.
 */
public final class SegmentFile {

    /** Largest content before compression, bytes, header and closing line aside. */
    public static final int MAX_CONTENT_BYTES = 8 << 20;

    /** Most entries. */
    public static final int MAX_ENTRIES = 4_096;

    /** A single record may exceed what a segment usually holds; nothing may exceed this. */
    private static final int MAX_READ_BYTES = 3 * MAX_CONTENT_BYTES;

    /** Header and closing line take less than this beyond the log's name, bytes. */
    private static final int FRAME_BYTES = 512;

    private SegmentFile() {}

    /** Bytes that {@code entry} adds to the content. */
    public static int contentBytes(Entry entry) {
        return EntryLine.length(entry) + 1;
    }

    /** The same segment always gives the same bytes. */
    public static byte[] write(Segment segment) {
        SegmentPress press = SegmentPress.take();
        try {
            LineBuffer content = press.content();
            content.raw(header(segment.log(), segment.firstOffset()));
            for (Entry entry : segment.entries()) {
                EntryLine.write(content, entry);
                content.one('\n');
            }
            content.raw(closing(segment.entries().size(), press.digest()));
            return press.compress();
        } finally {
            press.giveBack();
        }
    }

    /**
     * @param log the partition that the file lies under
     * @param firstOffset the offset that it is named by
     * @throws MalformedSegmentException when the bytes are damaged, or belong under another name
     */
    public static Segment read(String log, long firstOffset, byte[] file)
            throws MalformedSegmentException {
        byte[] content = decompress(file);
        byte[] header = header(log, firstOffset);
        int body = Math.min(header.length, content.length);
        if (!Arrays.equals(content, 0, body, header, 0, header.length)) {
            throw new MalformedSegmentException(
                    "header: '%s' (expected: '%s')"
                            .formatted(firstLine(content), firstLine(header)));
        }
        List<Entry> entries = new ArrayList<>();
        int at = body;
        int next = lineEnd(content, at);
        while (next < content.length) {
            entries.add(EntryLine.read(content, at, next - 1));
            at = next;
            next = lineEnd(content, at);
        }
        if (!Arrays.equals(
                Arrays.copyOfRange(content, at, content.length),
                closing(entries.size(), sha256(content, at)))) {
            throw new MalformedSegmentException(
                    "closing line: (expected: %d entries and the digest of the lines before it)"
                            .formatted(entries.size()));
        }
        try {
            return new Segment(log, firstOffset, entries);
        } catch (IllegalArgumentException disordered) {
            throw new MalformedSegmentException(
                    String.valueOf(disordered.getMessage()), disordered);
        }
    }

    /** Where the next line begins; the content's length when this line is the last. */
    private static int lineEnd(byte[] content, int at) {
        int end = at;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        return Math.min(end + 1, content.length);
    }

    private static String firstLine(byte[] content) {
        int end = lineEnd(content, 0);
        return new String(content, 0, Math.min(end, FRAME_BYTES), UTF_8).strip();
    }

    private static byte[] header(String log, long firstOffset) {
        return new LineBuffer(FRAME_BYTES)
                .ascii("{\"kanitSegment\":1,\"log\":\"")
                .ascii(log)
                .ascii("\",\"firstOffset\":")
                .number(firstOffset)
                .ascii("}\n")
                .toArray();
    }

    private static byte[] closing(int entries, byte[] digest) {
        return new LineBuffer(FRAME_BYTES)
                .ascii("{\"entries\":")
                .number(entries)
                .ascii(",\"sha256\":\"")
                .hex(digest)
                .ascii("\"}\n")
                .toArray();
    }

    private static byte[] decompress(byte[] file) throws MalformedSegmentException {
        try (ZstdInputStream zstd = new ZstdInputStream(new ByteArrayInputStream(file))) {
            byte[] content = zstd.readNBytes(MAX_READ_BYTES + 1);
            if (content.length > MAX_READ_BYTES) {
                throw new MalformedSegmentException(
                        "content: more than " + MAX_READ_BYTES + " bytes (expected: fewer)");
            }
            return content;
        } catch (IOException broken) {
            throw new MalformedSegmentException("zstd: " + broken.getMessage(), broken);
        }
    }

    private static byte[] sha256(byte[] content, int length) {
        MessageDigest digest = SegmentPress.sha256();
        digest.update(content, 0, length);
        return digest.digest();
    }
}
