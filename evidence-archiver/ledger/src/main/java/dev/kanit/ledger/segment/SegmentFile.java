package dev.kanit.ledger.segment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
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

    private static final String HEADER = "{\"kanitSegment\":1,\"log\":\"%s\",\"firstOffset\":%d}";
    private static final String CLOSING = "{\"entries\":%d,\"sha256\":\"%s\"}";
    private static final int LEVEL = 3;

    private SegmentFile() {}

    /** Bytes that {@code entry} adds to the content. */
    public static int contentBytes(Entry entry) {
        return EntryLine.write(entry).length() + 1;
    }

    /** The same segment always gives the same bytes. */
    public static byte[] write(Segment segment) {
        StringBuilder text = new StringBuilder();
        text.append(HEADER.formatted(segment.log(), segment.firstOffset())).append('\n');
        segment.entries().forEach(entry -> text.append(EntryLine.write(entry)).append('\n'));
        String digest = sha256(text.toString());
        text.append(CLOSING.formatted(segment.entries().size(), digest)).append('\n');
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(compressed, LEVEL)) {
            zstd.setChecksum(true);
            zstd.write(text.toString().getBytes(UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail", impossible);
        }
        return compressed.toByteArray();
    }

    /**
     * @param log the partition that the file lies under
     * @param firstOffset the offset that it is named by
     * @throws MalformedSegmentException when the bytes are damaged, or belong under another name
     */
    public static Segment read(String log, long firstOffset, byte[] file)
            throws MalformedSegmentException {
        String text = decompress(file);
        int closing = text.lastIndexOf('\n', text.length() - 2) + 1;
        List<String> lines = new ArrayList<>(text.lines().toList());
        String header = HEADER.formatted(log, firstOffset);
        if (lines.size() < 3 || !lines.getFirst().equals(header)) {
            throw new MalformedSegmentException(
                    "header: '%s' (expected: '%s')"
                            .formatted(lines.isEmpty() ? "" : lines.getFirst(), header));
        }
        String expected = CLOSING.formatted(lines.size() - 2, sha256(text.substring(0, closing)));
        if (!lines.getLast().equals(expected)) {
            throw new MalformedSegmentException(
                    "closing line: '%s' (expected: '%s')".formatted(lines.getLast(), expected));
        }
        List<Entry> entries = new ArrayList<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            entries.add(EntryLine.read(line));
        }
        try {
            return new Segment(log, firstOffset, entries);
        } catch (IllegalArgumentException disordered) {
            throw new MalformedSegmentException(
                    String.valueOf(disordered.getMessage()), disordered);
        }
    }

    private static String decompress(byte[] file) throws MalformedSegmentException {
        try (ZstdInputStream zstd = new ZstdInputStream(new ByteArrayInputStream(file))) {
            byte[] content = zstd.readNBytes(MAX_READ_BYTES + 1);
            if (content.length > MAX_READ_BYTES) {
                throw new MalformedSegmentException(
                        "content: more than " + MAX_READ_BYTES + " bytes (expected: fewer)");
            }
            return new String(content, UTF_8);
        } catch (IOException broken) {
            throw new MalformedSegmentException("zstd: " + broken.getMessage(), broken);
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
