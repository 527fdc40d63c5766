package dev.kanit.ledger.segment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.kanit.ledger.text.LineBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Room for the making of one segment after the other, since fresh memory for each costs as much as
 * the work itself. Not thread-safe; {@link #take} one per segment and {@link #giveBack} it.
 */
final class SegmentPress {

    /** Level 3 takes as long as all other work on a segment, and saved nothing where measured. */
    private static final int LEVEL = 1;

    /** More writers at once make their room anew. */
    private static final int MAX_IDLE = 4;

    /** A press that a large record has widened beyond this is given up, bytes. */
    private static final int MAX_KEPT_BYTES = 12 << 20;

    private static final int FIRST_BYTES = 64 << 10;
    private static final int DIGEST_BYTES = 32;
    private static final BlockingQueue<SegmentPress> IDLE = new ArrayBlockingQueue<>(MAX_IDLE);

    private final LineBuffer content = new LineBuffer(FIRST_BYTES);
    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true);
    private final MessageDigest sha256 = sha256();
    private byte[] compressed = {};

    private SegmentPress() {}

    static SegmentPress take() {
        SegmentPress idle = IDLE.poll();
        return idle == null ? new SegmentPress() : idle;
    }

    void giveBack() {
        content.clear();
        boolean isKept = content.array().length <= MAX_KEPT_BYTES && IDLE.offer(this);
        if (!isKept) {
            zstd.close();
        }
    }

    /** Where the segment's content is written, empty at first. */
    LineBuffer content() {
        return content;
    }

    /** SHA-256 of what the content holds so far. */
    byte[] digest() {
        byte[] digest = new byte[DIGEST_BYTES];
        sha256.update(content.array(), 0, content.length());
        try {
            sha256.digest(digest, 0, DIGEST_BYTES);
        } catch (DigestException impossible) {
            throw new IllegalStateException("SHA-256 has 32 bytes", impossible);
        }
        return digest;
    }

    /** The content as one zstd frame. */
    byte[] compress() {
        int most = Math.toIntExact(Zstd.compressBound(content.length()));
        if (compressed.length < most) {
            compressed = new byte[Math.max(most, content.array().length)];
        }
        int length =
                zstd.compressByteArray(
                        compressed, 0, compressed.length, content.array(), 0, content.length());
        return Arrays.copyOf(compressed, length);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
