package dev.kanit.executor.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a command printed: the beginning and the end when it is more than is kept. Reads on to the
 * end, since a program whose pipe is full stands still.
 */
final class BoundedOutput {

    /** Bytes that are kept: half of the beginning, half of the end. */
    static final int MAX_BYTES = 64 * 1024;

    private static final int HALF = MAX_BYTES / 2;
    private static final int CHUNK_BYTES = 8 * 1024;

    private final byte[] head = new byte[HALF];
    private final byte[] tail = new byte[HALF];
    private long count;

    /** Reads until the stream ends or is closed. */
    void drain(InputStream stream) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
                keep(chunk, read);
            }
        } catch (IOException _) {
            // Closed after the time limit: what was read is what there is.
        }
    }

    private synchronized void keep(byte[] chunk, int length) {
        for (int i = 0; i < length; i++) {
            if (count < HALF) {
                head[(int) count] = chunk[i];
            } else {
                tail[(int) ((count - HALF) % HALF)] = chunk[i];
            }
            count++;
        }
    }

    /**
     * The output as text of at most {@code maxLength} characters, without control characters.
     *
     * @param secrets struck out
     */
    synchronized String text(List<String> secrets, int maxLength) {
        String begin = new String(head, 0, (int) Math.min(count, HALF), StandardCharsets.UTF_8);
        String end = clean(new String(tail(), StandardCharsets.UTF_8), secrets);
        boolean isWhole = count <= MAX_BYTES;
        String all =
                isWhole
                        ? clean(begin + new String(tail(), StandardCharsets.UTF_8), secrets)
                        : clean(begin, secrets) + end;
        if (isWhole && all.length() <= maxLength) {
            return all;
        }
        String gap = " … [" + count + " bytes in all] … ";
        int half = (maxLength - gap.length()) / 2;
        return all.substring(0, Math.min(half, all.length()))
                + gap
                + all.substring(Math.max(0, all.length() - half));
    }

    private byte[] tail() {
        int length = (int) Math.max(0, Math.min(count - HALF, HALF));
        int from = count - HALF > HALF ? (int) ((count - HALF) % HALF) : 0;
        byte[] ordered = new byte[length];
        for (int i = 0; i < length; i++) {
            ordered[i] = tail[(from + i) % HALF];
        }
        return ordered;
    }

    private static String clean(String text, List<String> secrets) {
        String struck = text;
        for (String secret : secrets) {
            struck = struck.replace(secret, "***");
        }
        return struck.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "").strip();
    }
}
