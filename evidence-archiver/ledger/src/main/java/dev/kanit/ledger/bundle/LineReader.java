package dev.kanit.ledger.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of a stream, one after the other, in one buffer that grows up to a limit. */
final class LineReader {

    private static final int FIRST_BYTES = 64 << 10;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_BYTES];
    private int begin;
    private int end;
    private int limit;

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * Goes to the next line, false at the end.
     *
     * @throws IOException also for a line that is too long or does not end
     */
    boolean next() throws IOException {
        begin = Math.min(end + 1, limit);
        end = begin;
        while (true) {
            while (end < limit) {
                if (buffer[end] == '\n') {
                    return true;
                }
                end++;
            }
            if (!fill()) {
                if (begin < limit) {
                    throw new IOException("line: without an end (expected: a line feed)");
                }
                return false;
            }
        }
    }

    private boolean fill() throws IOException {
        if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, limit - begin);
            end -= begin;
            limit -= begin;
            begin = 0;
        }
        if (limit == buffer.length) {
            if (limit >= BundleLimits.MAX_LINE_BYTES) {
                throw new IOException("line: longer than %d bytes".formatted(limit));
            }
            buffer = Arrays.copyOf(buffer, Math.min(2 * limit, BundleLimits.MAX_LINE_BYTES));
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            return false;
        }
        limit += read;
        return true;
    }

    /** The line lies here from {@link #begin} to {@link #end}; valid until the next call. */
    byte[] buffer() {
        return buffer;
    }

    int begin() {
        return begin;
    }

    int end() {
        return end;
    }
}
