package dev.kanit.sampletarget.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 messages off one connection, within limits. */
final class HttpInput {

    static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_HEADERS = 64;
    private static final int BUFFER_BYTES = 2 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;

    HttpInput(InputStream in) {
        this.in = in;
    }

    /** The first line of a message; null when the peer closed the connection between messages. */
    @Nullable String firstLine() throws IOException {
        return fill() ? line() : null;
    }

    Map<String, String> headers() throws IOException {
        Map<String, String> headers = HashMap.newHashMap(8);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() == MAX_HEADERS) {
                throw new MalformedMessage(400, "header: '" + line + "' (expected: name: value)");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    byte[] body(Map<String, String> headers) throws IOException {
        if (headers.containsKey("transfer-encoding")) {
            throw new MalformedMessage(411, "transfer-encoding (expected: content-length)");
        }
        String length = headers.getOrDefault("content-length", "0");
        if (!length.matches("[0-9]{1,9}")) {
            throw new MalformedMessage(400, "content-length: '" + length + "' (expected: bytes)");
        }
        int size = Integer.parseInt(length);
        if (size > MAX_BODY_BYTES) {
            throw new MalformedMessage(
                    413, "body of " + size + " bytes (expected: <= " + MAX_BODY_BYTES + ")");
        }
        return bytes(size);
    }

    byte[] bytes(int size) throws IOException {
        byte[] bytes = new byte[size];
        int done = 0;
        while (done < size) {
            if (!fill()) {
                throw new IOException("connection closed within a body");
            }
            int part = Math.min(limit - position, size - done);
            System.arraycopy(buffer, position, bytes, done, part);
            position += part;
            done += part;
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder longLine = null;
        while (fill()) {
            for (int at = position; at < limit; at++) {
                if (buffer[at] == '\n') {
                    int end = at > position && buffer[at - 1] == '\r' ? at - 1 : at;
                    String part = text(position, end);
                    position = at + 1;
                    return longLine == null ? part : longLine.append(part).toString().strip();
                }
            }
            longLine = longLine == null ? new StringBuilder() : longLine;
            longLine.append(text(position, limit));
            position = limit;
            if (longLine.length() > MAX_LINE_BYTES) {
                throw new MalformedMessage(431, "line over " + MAX_LINE_BYTES + " bytes");
            }
        }
        throw new IOException("connection closed within a message");
    }

    private String text(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }
}
